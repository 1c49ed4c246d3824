package org.dood.network.runner;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dood.network.engine.Concurrently;
import org.dood.network.engine.Engine;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.runner.ProofResult.Doubt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the runner's container among those that run on the engine.
 *
 * <p>Likely candidates, into which an engine's socket is mounted, come first: whoever is in such a
 * container controls the engine already. All of them are asked, so that a second yes contests the
 * first one. The other candidates are asked only if none of those proves to be the runner's.
 *
 * <p>The process proof comes first; the file proof is tried only for candidates of which the
 * process proof cannot tell. Any image can start a process with the arguments that the process
 * proof looks for. So a yes of a candidate without a socket counts only if the candidate also has
 * the step's state file, whose name nobody else knows.
 */
public final class RunnerSearch {

  private static final Logger LOG = LoggerFactory.getLogger(RunnerSearch.class);

  private static final int AT_A_TIME = 4;

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
    this.processProof = new ProcessProof(engine, self.container());
    this.fileProof =
        stateFileName.map(name -> new FileProof(engine, self.fileCommands() + "/" + name));
  }

  /** Asks the candidates. */
  public SearchResult search() {
    var candidates =
        running.stream()
            .filter(c -> !c.id().equals(self.container().id()))
            .filter(c -> !isStartedByRunner(c))
            .toList();
    var likely = candidates.stream().filter(ListedContainer::mountsEngineSocket).toList();
    var unlikely = candidates.stream().filter(c -> !c.mountsEngineSocket()).toList();

    var examined = examine(likely, this::examineLikely);
    return proven(examined)
        .orElseGet(() -> {
          var others = examine(unlikely, this::examineUnlikely);
          var all = Stream.concat(examined.stream(), others.stream()).toList();
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

  /** A few candidates at a time: the engine starts a process for each answer. */
  private static List<CandidateEvidence> examine(
      List<ListedContainer> candidates, Function<ListedContainer, CandidateEvidence> proofs) {
    return IntStream.iterate(0, start -> start < candidates.size(), start -> start + AT_A_TIME)
        .mapToObj(
            start -> candidates.subList(start, Math.min(start + AT_A_TIME, candidates.size())))
        .flatMap(some -> Concurrently.map(some, proofs).stream())
        .toList();
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
    var unknown = new ProofResult.Unknown(new Doubt.NotListed(container.reason()));
    var process =
        switch (container.id().map(id -> processProof.ask(new ContainerId(id))).orElse(unknown)) {
          case ProofResult.No no -> no;
          case ProofResult.Yes _, ProofResult.Unknown _ -> unknown;
        };
    return new CandidateEvidence(candidate, process, Optional.empty());
  }

  private CandidateEvidence examineLikely(ListedContainer candidate) {
    var process = processProof.ask(candidate.id());
    var file =
        switch (process) {
          case ProofResult.Yes _, ProofResult.No _ -> Optional.<ProofResult>empty();
          case ProofResult.Unknown _ -> fileProof.map(proof -> proof.ask(candidate.id()));
        };
    return evidence(candidate, process, file);
  }

  private CandidateEvidence examineUnlikely(ListedContainer candidate) {
    var process = processProof.ask(candidate.id());
    var file =
        switch (process) {
          case ProofResult.Yes yes -> fileProof.map(proof -> proof.confirm(yes, candidate.id()));
          case ProofResult.No _ -> Optional.<ProofResult>empty();
          case ProofResult.Unknown _ -> fileProof.map(proof -> proof.ask(candidate.id()));
        };
    return evidence(candidate, process, file);
  }

  private static CandidateEvidence evidence(
      ListedContainer candidate, ProofResult process, Optional<ProofResult> file) {
    LOG.debug(
        "{}: process proof: {}; file proof: {}",
        candidate.name(),
        answer(process),
        file.map(RunnerSearch::answer).orElse("not needed"));
    return new CandidateEvidence(candidate, process, file);
  }

  private static String answer(ProofResult result) {
    return switch (result) {
      case ProofResult.Yes _ -> "yes";
      case ProofResult.No _ -> "no";
      case ProofResult.Unknown _ -> "unknown";
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
      case ProofResult.Yes(var seen) ->
          Stream.of(new SearchResult.Proven(candidateEvidence.candidate(), seen));
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
