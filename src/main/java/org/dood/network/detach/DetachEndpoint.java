package org.dood.network.detach;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dood.network.detach.EndpointOutcome.Detached;
import org.dood.network.detach.EndpointOutcome.LeftToOthers;
import org.dood.network.detach.EndpointOutcome.StillAttached;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.runner.OwnMarks;
import org.dood.network.sharing.Claims;
import org.dood.network.sharing.Claims.Claim;
import org.dood.network.sharing.JobNetworkMembers;
import org.dood.network.sharing.SharedAttachment;

/**
 * Detaches a container from a network that a step attached it to, unless another step has claimed
 * the attachment in the meantime.
 */
public final class DetachEndpoint {

  /** Below the priority of the networks that the container has joined by itself. */
  private static final int NOT_THE_DEFAULT_ROUTE = -1;

  private final Engine engine;
  private final Claims claims;
  private final Predicate<String> mayBeClaimed;

  /**
   * @param mayBeClaimed whether there may be claims on the attachment to a network that was made
   *     for the job, by the network's name
   */
  private DetachEndpoint(Engine engine, Predicate<String> mayBeClaimed) {
    this.engine = engine;
    this.claims = new Claims(engine);
    this.mayBeClaimed = mayBeClaimed;
  }

  /** Detaches for a step whose job still runs, so that other steps of the job may have claims. */
  public static DetachEndpoint duringJob(Engine engine, JobNetworkMembers members) {
    return new DetachEndpoint(engine, network -> !members.claimsOn(network).isEmpty());
  }

  /** Detaches for a job that has ended, whose own network nobody needs any more. */
  public static DetachEndpoint afterJob(Engine engine) {
    return new DetachEndpoint(engine, _ -> false);
  }

  /**
   * Detaches a container.
   *
   * @param own the marks of those who may have attached the container, or claimed the attachment
   * @return empty if they did neither, so that nothing was changed
   */
  public Optional<EndpointOutcome> detach(Container runner, Endpoint endpoint, OwnMarks own) {
    var attached = own.areOn(endpoint);
    if (own.signature().isMadeForJob(endpoint.networkName())
        && !mayBeClaimed.test(endpoint.networkName())) {
      return attached ? Optional.of(disconnect(runner, endpoint)) : Optional.empty();
    }
    try {
      var attachment = new SharedAttachment(runner.id(), endpoint.network());
      var claim = claims.release(attachment, own);
      if (!attached && !claim.held()) {
        return Optional.empty();
      }
      return Optional.of(
          claim.others().isEmpty()
              ? disconnectUnlessClaimed(runner, endpoint, own)
              : new LeftToOthers(runner.name(), endpoint.networkName()));
    } catch (EngineException e) {
      return Optional.of(new StillAttached(runner.name(), endpoint.networkName(), e.failure()));
    }
  }

  /** Connects the container again for a claim that was made while it was being disconnected. */
  private EndpointOutcome disconnectUnlessClaimed(
      Container runner, Endpoint endpoint, OwnMarks own) {
    var outcome = disconnect(runner, endpoint);
    var late = claims.release(new SharedAttachment(runner.id(), endpoint.network()), own).others();
    if (late.isEmpty()) {
      return outcome;
    }
    reconnect(runner, endpoint, late.getFirst());
    return new LeftToOthers(runner.name(), endpoint.networkName());
  }

  private void reconnect(Container runner, Endpoint endpoint, Claim claim) {
    VerifiedChange.require(
        () ->
            engine
                .networks()
                .connect(
                    endpoint.network(),
                    runner.id(),
                    List.of(claim.holder()),
                    NOT_THE_DEFAULT_ROUTE),
        // The holder of the claim may have connected the container itself.
        () -> isOnNetwork(runner, endpoint));
  }

  private EndpointOutcome disconnect(Container runner, Endpoint endpoint) {
    return switch (VerifiedChange.make(
        () -> engine.networks().disconnect(endpoint.network(), runner.id()),
        () -> !isOnNetwork(runner, endpoint))) {
      case VerifiedChange.Result.Done() -> new Detached(runner.name(), endpoint.networkName());
      case VerifiedChange.Result.Failed failed ->
          new StillAttached(runner.name(), endpoint.networkName(), failed.failure());
    };
  }

  private boolean isOnNetwork(Container runner, Endpoint endpoint) {
    return engine
        .containers()
        .find(runner.id())
        .flatMap(c -> c.endpointOn(endpoint.network()))
        .isPresent();
  }
}
