package org.dood.network.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.docker.Engine;
import org.dood.network.docker.ListedContainer;
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
  private final ActionContainer self;

  /**
   * @param running the containers that run on the engine
   * @param self our own container, which the search starts from
   * @param stateFileName the name of the step's state file; empty if the runner named none
   */
  public RunnerSearch(
      Engine engine,
      List<ListedContainer> running,
      ActionContainer self,
      Optional<String> stateFileName) {
    this.running = running;
    this.self = self;
    this.processProof = new ProcessProof(engine, self.container().name());
    this.fileProof =
        stateFileName.map(name -> new FileProof(engine, self.fileCommands() + "/" + name));
  }

  /** Asks until the first conclusive proof, or all. */
  public Sighting search() {
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

  private List<Testimony> hear(List<ListedContainer> candidates) {
    var heard = new ArrayList<Testimony>();
    for (var candidate : candidates) {
      var process = processProof.ask(candidate.id());
      LOG.debug("{}: the process proof says {}", candidate.name(), process);
      switch (process) {
        case Answer.Yes _ -> {
          return List.of(new Testimony(candidate, process, Optional.empty()));
        }
        case Answer.No _, Answer.Unknown _ ->
            heard.add(new Testimony(candidate, process, Optional.empty()));
      }
    }
    return heard.stream().map(this::askForFileWhereOpen).toList();
  }

  private Testimony askForFileWhereOpen(Testimony testimony) {
    return switch (testimony.process()) {
      case Answer.Yes _, Answer.No _ -> testimony;
      case Answer.Unknown _ -> {
        var file = fileProof.map(proof -> proof.ask(testimony.candidate().id()));
        LOG.debug("{}: the file proof says {}", testimony.candidate().name(), file);
        yield new Testimony(testimony.candidate(), testimony.process(), file);
      }
    };
  }

  private static Optional<Sighting> proven(List<Testimony> heard) {
    var proven = heard.stream().flatMap(RunnerSearch::proof).toList();
    return proven.size() > 1
        ? Optional.of(new Sighting.Contested(proven))
        : proven.stream().<Sighting>map(sighting -> sighting).findFirst();
  }

  private static Stream<Sighting.Proven> proof(Testimony testimony) {
    return switch (testimony.verdict()) {
      case Answer.Yes(String evidence) ->
          Stream.of(new Sighting.Proven(testimony.candidate(), evidence));
      case Answer.No _, Answer.Unknown _ -> Stream.empty();
    };
  }

  private static Sighting unproven(List<Testimony> heard) {
    var open = heard.stream().filter(t -> t.verdict() instanceof Answer.Unknown).toList();
    return open.isEmpty() ? new Sighting.InNoContainer(heard.size()) : new Sighting.Unproven(open);
  }
}
