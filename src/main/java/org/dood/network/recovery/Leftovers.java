package org.dood.network.recovery;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping.ByRules;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;

/**
 * What earlier jobs of the same runner left behind, because they were killed before their post
 * step.
 *
 * <p>Only endpoints and containers that bear the runner's own label can be leftovers, or the label
 * that it had before its container was started again. Runners that share a network namespace can
 * share the label too, so a job whose services still run is not a killed one but a neighbour's: a
 * runner removes the services of its own earlier jobs before it starts those of the next.
 *
 * @param onRunner the leftovers on the runner itself; empty if the runner was not looked at
 * @param containers the containers that this action made for killed jobs
 */
public record Leftovers(Optional<OnRunner> onRunner, ActionContainers containers) {

  /** No leftovers, or none that were looked for. */
  public static final Leftovers NONE =
      new Leftovers(Optional.empty(), new ActionContainers.Listed(List.of()));

  /**
   * The leftovers on the runner itself.
   *
   * @param runner the container whose network namespace the runner uses
   * @param endpoints the endpoints on networks of killed jobs
   * @param rules the routing rules that kept the default route; empty if there are none, or the
   *     image is not known whose container could remove them
   */
  public record OnRunner(Container runner, List<Endpoint> endpoints, Optional<ByRules> rules) {}

  /**
   * Decides which containers are leftovers, where the runner itself is not looked at.
   *
   * @param signature the signature of this step
   */
  public static Leftovers besideRunner(EngineView view, Signature signature) {
    return new Leftovers(
        Optional.empty(),
        // Containers that mark routing rules are handled together with the runner.
        containers(view, signature, List.of()).filter(c -> !KeptRoute.isMarkedOn(c)));
  }

  /**
   * Decides which containers, and which endpoints and rules of the runner, are leftovers.
   *
   * @param runner the container whose network namespace the runner uses
   * @param signature the signature of this step
   * @param earlier the marks of jobs that ran before the runner's container was started again
   */
  public static Leftovers of(
      EngineView view, Container runner, Signature signature, List<Signature> earlier) {
    var containers = containers(view, signature, earlier);
    var endpoints =
        runner.endpoints().stream()
            .filter(e -> isLeft(Signature.on(e), view, signature, earlier))
            .toList();
    var rules =
        KeptRoute.markedOn(endpoints)
            .or(() -> KeptRoute.markedOn(containers.known(), runner.id()))
            .flatMap(route -> rulesFor(route, view.own(), signature));
    return new Leftovers(Optional.of(new OnRunner(runner, endpoints, rules)), containers);
  }

  private static Optional<ByRules> rulesFor(
      KeptRoute route, Optional<OwnContainer> own, Signature signature) {
    return own.map(container -> new ByRules(route, container.container().image(), signature));
  }

  /**
   * Whether the runner itself may have leftovers, as far as the lists of containers show: there is
   * a container that marks routing rules, or a job network has running containers, none of which a
   * runner started.
   *
   * @param signature the signature of this step
   */
  public static boolean mayBeOnRunner(EngineView view, Signature signature) {
    return containers(view, signature, List.of()).known().stream().anyMatch(KeptRoute::isMarkedOn)
        || (signature.runnerLabel().isPresent()
            && isAJobNetworkWithoutItsJob(view.running().elements()));
  }

  private static boolean isAJobNetworkWithoutItsJob(List<ListedContainer> running) {
    Predicate<ListedContainer> byARunner =
        container -> RunnerLabel.on(container.labels()).isPresent();
    var ofJobs = networksOf(running, byARunner).collect(toSet());
    return networksOf(running, byARunner.negate())
        .anyMatch(network -> JobNetwork.isNamedByAnyRunner(network) && !ofJobs.contains(network));
  }

  private static Stream<String> networksOf(
      List<ListedContainer> running, Predicate<ListedContainer> which) {
    return running.stream().filter(which).flatMap(c -> c.networks().keySet().stream());
  }

  /** The runner's endpoints on networks of killed jobs. */
  public List<Endpoint> endpoints() {
    return onRunner.map(OnRunner::endpoints).orElseGet(List::of);
  }

  /** The default route that rules of a killed job keep; empty if there are no such rules. */
  public Optional<KeptRoute> keptRoute() {
    return onRunner.flatMap(OnRunner::rules).map(ByRules::keptRoute);
  }

  private static ActionContainers containers(
      EngineView view, Signature signature, List<Signature> earlier) {
    return view.ofAction()
        .filter(c ->
            isLeft(Signature.on(c), view, signature, earlier)
                || isEndedForwarder(c, signature, view.running().elements()));
  }

  private static boolean isLeft(
      Optional<Signature> mark, EngineView view, Signature signature, List<Signature> earlier) {
    return isOfKilledJob(mark, signature, view.running().elements())
        || mark.filter(m -> earlier.stream().anyMatch(m::sharesJobWith)).isPresent();
  }

  /**
   * Whether a container is a forwarder that has ended, of whatever runner's job: its network or its
   * runner is gone, and an ephemeral runner does not come back to remove it. Only the post stage of
   * a job that still runs has a use for it.
   */
  private static boolean isEndedForwarder(
      ListedContainer container, Signature signature, List<ListedContainer> running) {
    return Signature.FORWARDER.equals(container.labels().get(Signature.PURPOSE_LABEL))
        && container.state().hasExited()
        && Signature.on(container)
            .filter(job -> job.runnerLabel().isPresent())
            .filter(job -> !job.sharesJobWith(signature))
            .filter(job -> running.stream().noneMatch(isServiceOf(job)))
            .isPresent();
  }

  private static boolean isOfKilledJob(
      Optional<Signature> mark, Signature signature, List<ListedContainer> running) {
    return mark.filter(other -> other.runnerLabel().isPresent())
        .filter(other -> other.runnerLabel().equals(signature.runnerLabel()))
        .filter(other -> !other.sharesJobWith(signature))
        .filter(other -> running.stream().noneMatch(isServiceOf(other)))
        .isPresent();
  }

  private static Predicate<ListedContainer> isServiceOf(Signature job) {
    return container ->
        job.runnerLabel().filter(label -> label.isOn(container.labels())).isPresent()
            && job.jobNetwork().filter(container.networks()::containsKey).isPresent();
  }
}
