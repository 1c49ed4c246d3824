package org.dood.network.runner;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.model.ListedContainer;

/**
 * The results of the proofs for one candidate.
 *
 * @param candidate the container
 * @param process the result of the process proof
 * @param file the result of the file proof; empty if it was not needed
 */
public record CandidateEvidence(
    ListedContainer candidate, ProofResult process, Optional<ProofResult> file) {

  /** The result of both: the process proof's, or if that cannot tell, the file proof's. */
  public ProofResult verdict() {
    return switch (process) {
      case ProofResult.Yes yes -> yes;
      case ProofResult.No no -> no;
      case ProofResult.Unknown unknown -> file.orElse(unknown);
    };
  }

  /** Why each proof that was tried cannot tell. */
  public List<String> doubts() {
    return Stream.concat(Stream.of(process), file.stream())
        .flatMap(answer ->
            switch (answer) {
              case ProofResult.Yes _, ProofResult.No _ -> Stream.empty();
              case ProofResult.Unknown(String reason) -> Stream.of(reason);
            })
        .toList();
  }
}
