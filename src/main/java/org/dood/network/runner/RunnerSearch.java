package org.dood.network.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the runner's container among those that run on the engine.
 *
 * <p>Candidates that mount an engine's socket come first, and the others only if none of those
 * proves to be the runner's. The process proof comes first, and its first yes ends the search; the
 * file proof is tried only for candidates of which the process proof cannot tell.
 */
public final class RunnerSearch {

  private static final Logger LOG = LoggerFactory.getLogger(RunnerSearch.class);

  private static final ProofResult UNSEEN = new ProofResult.Unknown("its id is not known");

  private final Listing<ListedContainer> running;
  private final ProcessProof processProof;
  private final Optional<FileProof> fileProof;
  private final OwnContainer self;

  /**
   * @param running the containers that run on the engine
   * @param self the own container, from which the search starts
   * @param stateFileName the name of the step's state file; empty if the runner named none
   */
  public RunnerSearch(
      Engine engine,
      Listing<ListedContainer> running,
      OwnContainer self,
      Optional<String> stateFileName) {
    this.running = running;
    this.self = self;
    this.processProof = new ProcessProof(engine, self.container().name());
    this.fileProof =
        stateFileName.map(name -> new FileProof(engine, self.fileCommands() + "/" + name));
  }

  /** Tries the candidates until the first conclusive proof. */
  public SearchResult search() {
    var candidates =
        running.stream()
            .filter(c -> !c.id().equals(self.container().id()))
            .filter(c -> !isStartedByRunner(c))
            .toList();
    var likely = candidates.stream().filter(ListedContainer::mountsEngineSocket).toList();
    var unlikely = candidates.stream().filter(c -> !c.mountsEngineSocket()).toList();

    var examined = examine(likely);
    return proven(examined)
        .orElseGet(() -> {
          var all = Stream.concat(examined.stream(), examine(unlikely).stream()).toList();
          return proven(all).orElseGet(() -> unproven(withLeftOut(all)));
        });
  }

  /**
   * A runner does not start its own container. So a service, whose image may come from anywhere, is
   * never asked for a proof that it could fake: a process named as the proof expects it.
   */
  private boolean isStartedByRunner(ListedContainer container) {
    return self.runnerLabel().filter(label -> label.isOn(container.labels())).isPresent();
  }

  private List<CandidateEvidence> examine(List<ListedContainer> candidates) {
    var examined = new ArrayList<CandidateEvidence>();
    for (var candidate : candidates) {
      var process = processProof.ask(candidate.id());
      LOG.debug("{}: the process proof says {}", candidate.name(), process);
      switch (process) {
        case ProofResult.Yes _ -> {
          return List.of(new CandidateEvidence(candidate, process, Optional.empty()));
        }
        case ProofResult.No _, ProofResult.Unknown _ ->
            examined.add(new CandidateEvidence(candidate, process, Optional.empty()));
      }
    }
    return examined.stream().map(this::withFileProofIfOpen).toList();
  }

  private List<CandidateEvidence> withLeftOut(List<CandidateEvidence> examined) {
    return Stream.concat(examined.stream(), running.leftOut().stream().map(this::examine)).toList();
  }

  /**
   * Of a container that the engine's list does not show, a no still counts. A yes does not: the
   * runner may have started the container.
   */
  private CandidateEvidence examine(LeftOut container) {
    var candidate = ListedContainer.of(container);
    var process =
        switch (container.id().map(id -> processProof.ask(new ContainerId(id))).orElse(UNSEEN)) {
          case ProofResult.No no -> no;
          case ProofResult.Yes _, ProofResult.Unknown _ ->
              new ProofResult.Unknown(
                  "the engine's list of containers does not show it: " + container.reason());
        };
    return new CandidateEvidence(candidate, process, Optional.empty());
  }

  private CandidateEvidence withFileProofIfOpen(CandidateEvidence candidateEvidence) {
    return switch (candidateEvidence.process()) {
      case ProofResult.Yes _, ProofResult.No _ -> candidateEvidence;
      case ProofResult.Unknown _ -> {
        var file = fileProof.map(proof -> proof.ask(candidateEvidence.candidate().id()));
        LOG.debug("{}: the file proof says {}", candidateEvidence.candidate().name(), file);
        yield new CandidateEvidence(
            candidateEvidence.candidate(), candidateEvidence.process(), file);
      }
    };
  }

  private static Optional<SearchResult> proven(List<CandidateEvidence> examined) {
    var proven = examined.stream().flatMap(RunnerSearch::proof).toList();
    return proven.size() > 1
        ? Optional.of(new SearchResult.Contested(proven))
        : proven.stream().<SearchResult>map(one -> one).findFirst();
  }

  private static Stream<SearchResult.Proven> proof(CandidateEvidence candidateEvidence) {
    return switch (candidateEvidence.verdict()) {
      case ProofResult.Yes(String evidence) ->
          Stream.of(new SearchResult.Proven(candidateEvidence.candidate(), evidence));
      case ProofResult.No _, ProofResult.Unknown _ -> Stream.empty();
    };
  }

  private static SearchResult unproven(List<CandidateEvidence> examined) {
    var open = examined.stream().filter(t -> t.verdict() instanceof ProofResult.Unknown).toList();
    return open.isEmpty()
        ? new SearchResult.InNoContainer(examined.size())
        : new SearchResult.Unproven(open);
  }
}
