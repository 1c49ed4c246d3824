package org.dood.network.runner;

import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.runner.ProofResult.Doubt;
import org.dood.network.runner.ProofResult.Sighting;

/**
 * The runner's container is the one in which {@code docker run … --name <own container> …} runs:
 * the runner started the own container with it, and it runs as long as the own container does. The
 * name is unique on the engine, so a yes is conclusive.
 *
 * <p>This proof needs {@code ps} on the engine's host, and a runner that uses the command line.
 */
final class ProcessProof {

  private final Engine engine;
  private final String ownName;
  private final ContainerId ownId;

  /**
   * @param own this step's own container
   */
  ProcessProof(Engine engine, Container own) {
    this.engine = engine;
    this.ownName = own.name();
    this.ownId = own.id();
  }

  ProofResult ask(ContainerId candidate) {
    try {
      return engine
          .containers()
          .commandLines(candidate)
          .filter(commandLines -> !commandLines.isEmpty())
          .map(this::judge)
          .orElseGet(() -> ifItRuns(candidate, new Doubt.NoProcessesListed()));
    } catch (EngineException e) {
      return ifItRuns(candidate, new Doubt.CallFailed(e.failure()));
    }
  }

  /**
   * A doubt counts only about a container that still runs: an engine answers oddly for one that
   * ends while it is asked. That it does not run has to be seen, since a proxy in front of the
   * engine may refuse the first call with the words of a missing container.
   */
  private ProofResult ifItRuns(ContainerId candidate, Doubt doubt) {
    try {
      return engine.containers().find(candidate).filter(c -> c.workload().runs()).isPresent()
          ? new ProofResult.Unknown(doubt)
          : new ProofResult.No();
    } catch (EngineException e) {
      return new ProofResult.Unknown(doubt);
    }
  }

  private ProofResult judge(List<String> commandLines) {
    if (commandLines.stream().anyMatch(this::isOfEngine)) {
      return new ProofResult.Unknown(new Doubt.ProcessesOfOthers());
    }
    return commandLines.stream().anyMatch(this::startsOwnContainer)
        ? new ProofResult.Yes(new Sighting.OwnContainersProcess(ownName))
        : new ProofResult.No();
  }

  /**
   * Whether a process can only be one of the engine's, which watches over the own container from
   * outside any container: it has the container's full id, which the runner is not told.
   */
  private boolean isOfEngine(String commandLine) {
    return commandLine.contains(ownId.value());
  }

  private boolean startsOwnContainer(String commandLine) {
    var words = List.of(commandLine.strip().split("\\s+"));
    var name = words.indexOf("--name");
    return words.contains("run")
        && name >= 0
        && name + 1 < words.size()
        && words.get(name + 1).equals(ownName);
  }
}
