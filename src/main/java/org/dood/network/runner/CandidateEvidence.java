package org.dood.network.runner;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.runner.ProofResult.Doubt;

/**
 * The results of the proofs for one candidate.
 *
 * @param candidate the container
 * @param process the result of the process proof
 * @param file the result of the file proof, or of its confirming what the process proof says; empty
 *     if it was not needed
 */
public record CandidateEvidence(
    ListedContainer candidate, ProofResult process, Optional<ProofResult> file) {

  /** The result of both: the file proof's, or if it was not needed, the process proof's. */
  public ProofResult verdict() {
    return file.orElse(process);
  }

  /** Why each proof that was tried cannot tell. */
  public List<Doubt> doubts() {
    return Stream.concat(Stream.of(process), file.stream())
        .flatMap(answer ->
            switch (answer) {
              case ProofResult.Yes _, ProofResult.No _ -> Stream.empty();
              case ProofResult.Unknown(Doubt doubt) -> Stream.of(doubt);
            })
        .toList();
  }
}
