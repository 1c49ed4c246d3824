package org.dood.network.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.ListedContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the runner's container among those that run on the engine.
 *
 * <p>Containers that an engine's socket is mounted into are asked first, the others only if none of
 * those proves. The process proof is asked first, and its first yes ends the search; the file proof
 * is asked only where the process proof cannot tell.
 */
public final class RunnerSearch {

  private static final Logger LOG = LoggerFactory.getLogger(RunnerSearch.class);

  private final List<ListedContainer> running;
  private final ProcessProof processProof;
  private final Optional<FileProof> fileProof;
  private final OwnContainer self;

  /**
   * @param running the containers that run on the engine
   * @param self our own container, which the search starts from
   * @param stateFileName the name of the step's state file; empty if the runner named none
   */
  public RunnerSearch(
      Engine engine,
      List<ListedContainer> running,
      OwnContainer self,
      Optional<String> stateFileName) {
    this.running = running;
    this.self = self;
    this.processProof = new ProcessProof(engine, self.container().name());
    this.fileProof =
        stateFileName.map(name -> new FileProof(engine, self.fileCommands() + "/" + name));
  }

  /** Asks until the first conclusive proof, or all. */
  public SearchResult search() {
    var candidates = running.stream().filter(c -> !c.id().equals(self.container().id())).toList();
    var likely = candidates.stream().filter(ListedContainer::mountsEngineSocket).toList();
    var unlikely = candidates.stream().filter(c -> !c.mountsEngineSocket()).toList();

    var heard = hear(likely);
    return proven(heard)
        .orElseGet(() -> {
          var all = Stream.concat(heard.stream(), hear(unlikely).stream()).toList();
          return proven(all).orElseGet(() -> unproven(all));
        });
  }

  private List<CandidateEvidence> hear(List<ListedContainer> candidates) {
    var heard = new ArrayList<CandidateEvidence>();
    for (var candidate : candidates) {
      var process = processProof.ask(candidate.id());
      LOG.debug("{}: the process proof says {}", candidate.name(), process);
      switch (process) {
        case Answer.Yes _ -> {
          return List.of(new CandidateEvidence(candidate, process, Optional.empty()));
        }
        case Answer.No _, Answer.Unknown _ ->
            heard.add(new CandidateEvidence(candidate, process, Optional.empty()));
      }
    }
    return heard.stream().map(this::askForFileWhereOpen).toList();
  }

  private CandidateEvidence askForFileWhereOpen(CandidateEvidence testimony) {
    return switch (testimony.process()) {
      case Answer.Yes _, Answer.No _ -> testimony;
      case Answer.Unknown _ -> {
        var file = fileProof.map(proof -> proof.ask(testimony.candidate().id()));
        LOG.debug("{}: the file proof says {}", testimony.candidate().name(), file);
        yield new CandidateEvidence(testimony.candidate(), testimony.process(), file);
      }
    };
  }

  private static Optional<SearchResult> proven(List<CandidateEvidence> heard) {
    var proven = heard.stream().flatMap(RunnerSearch::proof).toList();
    return proven.size() > 1
        ? Optional.of(new SearchResult.Contested(proven))
        : proven.stream().<SearchResult>map(sighting -> sighting).findFirst();
  }

  private static Stream<SearchResult.Proven> proof(CandidateEvidence testimony) {
    return switch (testimony.verdict()) {
      case Answer.Yes(String evidence) ->
          Stream.of(new SearchResult.Proven(testimony.candidate(), evidence));
      case Answer.No _, Answer.Unknown _ -> Stream.empty();
    };
  }

  private static SearchResult unproven(List<CandidateEvidence> heard) {
    var open = heard.stream().filter(t -> t.verdict() instanceof Answer.Unknown).toList();
    return open.isEmpty()
        ? new SearchResult.InNoContainer(heard.size())
        : new SearchResult.Unproven(open);
  }
}
