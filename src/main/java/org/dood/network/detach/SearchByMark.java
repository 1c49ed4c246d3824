package org.dood.network.detach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.runner.RunnerSearch;
import org.dood.network.runner.SearchResult;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;

/**
 * Searches the running containers for the one that was attached for this step or its job, by the
 * marks on its endpoints.
 */
final class SearchByMark {

  private final Engine engine;
  private final StepIdentity self;
  private final Optional<String> stateFile;

  /**
   * @param self the step that runs
   * @param stateFile the name of the step's state file, for the proof of the runner's container;
   *     empty if the runner named none
   */
  SearchByMark(Engine engine, StepIdentity self, Optional<String> stateFile) {
    this.engine = engine;
    this.self = self;
    this.stateFile = stateFile;
  }

  /** The result of a search. */
  sealed interface Result<T> {

    /** A container was found. */
    record Found<T>(T found) implements Result<T> {}

    /** No container has such a mark. */
    record NotFound<T>() implements Result<T> {}

    /**
     * Some containers have marks that may as well be another job's, and none of them proves to be
     * this runner's own.
     */
    record OwnerUnknown<T>(List<Container> containers) implements Result<T> {}
  }

  /**
   * Searches. A step attaches one container, so the first one that is found counts.
   *
   * @param sure takes a container if its marks cannot be another job's
   * @param resembling whether a container has marks that may be this job's or another one's
   * @param ifProven takes such a container, which only this job can have attached
   */
  <T> Result<T> search(
      Function<Container, Optional<T>> sure,
      Predicate<Container> resembling,
      Function<Container, Optional<T>> ifProven) {
    var listed = engine.containers().running();
    var running = new ArrayList<Container>();
    for (var candidate : byLikelihood(listed)) {
      var container = engine.containers().find(candidate.id());
      var found = container.flatMap(sure);
      if (found.isPresent()) {
        return new Result.Found<>(found.get());
      }
      container.ifPresent(running::add);
    }
    var open = running.stream().filter(resembling).toList();
    return open.isEmpty()
        ? new Result.NotFound<>()
        : ofProven(open, proven(listed, running), ifProven);
  }

  /** Containers into which an engine's socket is mounted come first. */
  private static List<ListedContainer> byLikelihood(Listing<ListedContainer> containers) {
    var known =
        Stream.concat(containers.stream(), containers.leftOut().stream().map(ListedContainer::of))
            .filter(c -> !c.id().value().isEmpty())
            .toList();
    // The JVM would generate a class for a comparator.
    return Stream.concat(
            known.stream().filter(ListedContainer::mountsEngineSocket),
            known.stream().filter(c -> !c.mountsEngineSocket()))
        .toList();
  }

  /**
   * Takes the one container that can have been attached for this job alone. Endpoints of others
   * have marks that look the same if two runners share a network and run steps of the same id.
   */
  private static <T> Result<T> ofProven(
      List<Container> open,
      Optional<ContainerId> proven,
      Function<Container, Optional<T>> ifProven) {
    return open.stream()
        .filter(c -> proven.filter(c.id()::equals).isPresent())
        .flatMap(c -> ifProven.apply(c).stream())
        .findFirst()
        .<Result<T>>map(Result.Found::new)
        .orElseGet(() -> new Result.OwnerUnknown<>(open));
  }

  /**
   * The container that only this job can have attached: the one that proves to be the runner's, or
   * the one whose network namespace this step shares, unless other containers share it too. Empty
   * if there is none, or if it is not known.
   */
  private Optional<ContainerId> proven(Listing<ListedContainer> listed, List<Container> running) {
    var runner =
        self.ownContainer()
            .flatMap(own ->
                new RunnerSearch(engine, listed, own, stateFile).search()
                        instanceof SearchResult.Proven(ListedContainer found, _)
                    ? Optional.of(found.id())
                    : Optional.<ContainerId>empty());
    return runner
        .filter(id -> running.stream().noneMatch(c -> isNeighbour(c, id)))
        .or(() -> self.sharedNamespace().map(Container::id));
  }

  private static boolean isNeighbour(Container other, ContainerId runner) {
    return other.usesNetworkOf(runner) && !other.labels().containsKey(Signature.LABEL);
  }
}
