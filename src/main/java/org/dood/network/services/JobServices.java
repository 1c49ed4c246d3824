package org.dood.network.services;

import java.util.List;
import org.dood.network.engine.EngineFailure;

/** The services of the job, as far as they could be looked at. */
public sealed interface JobServices {

  /** There was nothing to look at: the job has no network, or the runner could not be attached. */
  record NotLookedFor() implements JobServices {}

  /**
   * What is on the job's network.
   *
   * @param place where steps run
   * @param services the services, by name; none, if the network is not one that a runner made
   */
  record Found(StepsLocation place, List<Service> services) implements JobServices {}

  /** The engine could not be asked. */
  record Unseen(EngineFailure failure) implements JobServices {}
}
