package org.dood.network.recovery;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.Container;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.ListedContainer;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping.ByRules;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;

/**
 * What earlier jobs of the same runner left behind, because they were killed before their post
 * step.
 *
 * <p>Only what bears the runner's own label can be. Runners that share a network namespace can
 * share the label too; so a job whose services still run is a neighbour's, and alive: the runner
 * removes those of its own earlier jobs before it starts the services of the next.
 *
 * @param onRunner what is left on the runner itself; empty if that was not looked at
 * @param containers those that the action made, with or without an endpoint beside them
 * @param notLookedFor why the containers are not known; empty if they are
 */
public record Leftovers(
    Optional<OnRunner> onRunner,
    List<ListedContainer> containers,
    Optional<EngineFailure> notLookedFor) {

  /** Nothing, as far as anybody looked. */
  public static final Leftovers NONE = new Leftovers(Optional.empty(), List.of(), Optional.empty());

  /**
   * What is left on the runner itself.
   *
   * @param runner the container whose network namespace the runner uses
   * @param routes what kept its default route; empty if nothing did, or nobody knows by what to
   *     remove it
   */
  public record OnRunner(Container runner, List<Endpoint> endpoints, Optional<ByRules> routes) {}

  /**
   * What was left behind, but for what is on the runner itself.
   *
   * @param signature that of this step
   */
  public static Leftovers besideRunner(EngineView view, Signature signature) {
    var left = containers(view, signature);
    return new Leftovers(
        Optional.empty(),
        // They tell of rules there.
        left.stream().filter(c -> !KeptRoute.isRecordedOn(c)).toList(),
        notLookedFor(view.ofAction()));
  }

  /**
   * What was left behind.
   *
   * @param runner the container whose network namespace the runner uses
   * @param signature that of this step
   */
  public static Leftovers of(EngineView view, Container runner, Signature signature) {
    var containers = containers(view, signature);
    var endpoints =
        runner.endpoints().stream()
            .filter(e -> isLeftBehind(Signature.on(e), signature, view.running()))
            .toList();
    var routes =
        KeptRoute.recordedOn(endpoints)
            .or(() -> KeptRoute.recordedOn(containers, runner.id()))
            .flatMap(kept ->
                view.own().map(own -> new ByRules(kept, own.container().image(), signature)));
    return new Leftovers(
        Optional.of(new OnRunner(runner, endpoints, routes)),
        containers,
        notLookedFor(view.ofAction()));
  }

  /**
   * Whether something may be left on the runner itself, as far as lists of containers show: one of
   * ours that tells of rules there, or one that no runner started, alone on the network of a job.
   *
   * @param signature that of this step
   */
  public static boolean mayBeOnRunner(EngineView view, Signature signature) {
    return containers(view, signature).stream().anyMatch(KeptRoute::isRecordedOn)
        || (signature.runnerLabel().isPresent() && isAJobNetworkWithoutItsJob(view.running()));
  }

  private static boolean isAJobNetworkWithoutItsJob(List<ListedContainer> running) {
    Predicate<ListedContainer> byARunner =
        container -> RunnerLabel.among(container.labels().keySet()).isPresent();
    var ofJobs = networksOf(running, byARunner).collect(toSet());
    return networksOf(running, byARunner.negate())
        .anyMatch(network -> JobNetwork.isNamed(network) && !ofJobs.contains(network));
  }

  private static Stream<String> networksOf(
      List<ListedContainer> running, Predicate<ListedContainer> which) {
    return running.stream().filter(which).flatMap(c -> c.networks().keySet().stream());
  }

  /** The runner's, on networks of killed jobs. */
  public List<Endpoint> endpoints() {
    return onRunner.map(OnRunner::endpoints).orElseGet(List::of);
  }

  /** The default route that is kept without need. */
  public Optional<KeptRoute> keptRoute() {
    return onRunner.flatMap(OnRunner::routes).map(ByRules::keptRoute);
  }

  private static List<ListedContainer> containers(EngineView view, Signature signature) {
    return switch (view.ofAction()) {
      case ActionContainers.Listed(List<ListedContainer> all) ->
          all.stream()
              .filter(c -> isLeftBehind(Signature.on(c), signature, view.running()))
              .toList();
      case ActionContainers.LookFailed _ -> List.of();
    };
  }

  private static Optional<EngineFailure> notLookedFor(ActionContainers ours) {
    return switch (ours) {
      case ActionContainers.Listed _ -> Optional.empty();
      case ActionContainers.LookFailed(EngineFailure failure) -> Optional.of(failure);
    };
  }

  private static boolean isLeftBehind(
      Optional<Signature> whose, Signature signature, List<ListedContainer> running) {
    return whose
        .filter(other -> other.runnerLabel().isPresent())
        .filter(other -> other.runnerLabel().equals(signature.runnerLabel()))
        .filter(other -> !other.isOfSameJobAs(signature))
        .filter(other -> running.stream().noneMatch(isServiceOf(other)))
        .isPresent();
  }

  private static Predicate<ListedContainer> isServiceOf(Signature job) {
    return container ->
        job.runnerLabel().filter(container.labels()::containsKey).isPresent()
            && job.jobNetwork().filter(container.networks()::containsKey).isPresent();
  }
}
