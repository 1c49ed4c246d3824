package org.dood.network.runner;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.ListedContainer;

/**
 * What the proofs said of one candidate.
 *
 * @param candidate the container
 * @param process the answer of the process proof
 * @param file the answer of the file proof; empty if it was not asked
 */
public record CandidateEvidence(ListedContainer candidate, Answer process, Optional<Answer> file) {

  /** The verdict: the process proof's where it can tell, else the file proof's. */
  public Answer verdict() {
    return switch (process) {
      case Answer.Yes yes -> yes;
      case Answer.No no -> no;
      case Answer.Unknown unknown -> file.orElse(unknown);
    };
  }

  /** Why each proof that was asked cannot tell. */
  public List<String> doubts() {
    return Stream.concat(Stream.of(process), file.stream())
        .flatMap(answer ->
            switch (answer) {
              case Answer.Yes _, Answer.No _ -> Stream.empty();
              case Answer.Unknown(String reason) -> Stream.of(reason);
            })
        .toList();
  }
}
