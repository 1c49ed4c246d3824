package org.dood.network.integration.support;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dood.network.engine.Deadlines;

/**
 * A runner in a container, as the trials of faults need it. Its container is on a network that
 * keeps the runner's default route only if the action does something about it.
 */
public interface TrialRunner {

  /** A job of the runner, with one service that publishes a port. */
  interface Job {

    /** The name of the job's network. */
    String network();

    /** The ids of the services' containers. */
    List<String> serviceContainers();

    /** The job's step that uses the action. */
    Step step();

    /** What a later step does with the service. It fails if the service is out of reach. */
    void useService();

    /** "Stop containers", where the network may be kept by an endpoint: the runner only warns. */
    void endAnyway();

    /** "Stop containers", which must find the network free of endpoints. */
    void end();
  }

  /** A step {@code uses: …/dood-network-action} of a job, whose stages can be run. */
  interface Step {

    /** Runs main, and keeps the state that it saves. */
    StageResult main();

    /** Runs the stage of a further step, which detaches the runner before the job ends. */
    StageResult detach();

    /** Runs post. */
    StageResult post();
  }

  /** What the stages' calls to the engine pass. */
  EngineProxy proxy();

  /** How long a stage waits for a call. */
  Deadlines deadlines();

  /** How long {@link Fault#SLOW} holds a call up, which is within its deadline. */
  Duration slowness();

  /**
   * What a container is for that the action made, such as {@code forwarder}; empty where that is
   * not known.
   */
  Optional<String> purposeOf(String id);

  /** The id of the runner's container. */
  String container();

  /** The names of the networks that the container is on. */
  Set<String> networks();

  /** The container's address on a network. */
  String addressOn(String network);

  /** The names of the containers that the action made for this runner's jobs, in any state. */
  List<String> containersOfTheAction();

  /** The names of the networks that are on the engine. */
  List<String> networksOfTheEngine();

  /** The routing rules of the action in the runner's network namespace. */
  List<String> routingRules();

  /** "Initialize containers" of the next job. */
  Job startJob();
}
