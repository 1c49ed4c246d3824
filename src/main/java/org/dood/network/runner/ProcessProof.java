package org.dood.network.runner;

import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
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

  ProcessProof(Engine engine, String ownName) {
    this.engine = engine;
    this.ownName = ownName;
  }

  ProofResult ask(ContainerId candidate) {
    try {
      return engine
          .containers()
          .commandLines(candidate)
          .map(this::judge)
          .orElseGet(() -> withoutProcesses(candidate));
    } catch (EngineException e) {
      return new ProofResult.Unknown(new Doubt.CallFailed(e.failure()));
    }
  }

  private ProofResult judge(List<String> commandLines) {
    return commandLines.stream().anyMatch(this::startsOwnContainer)
        ? new ProofResult.Yes(new Sighting.OwnContainersProcess(ownName))
        : new ProofResult.No();
  }

  /** A proxy in front of the engine may refuse the call with the words of a missing container. */
  private ProofResult withoutProcesses(ContainerId candidate) {
    return engine.containers().find(candidate).filter(c -> c.workload().runs()).isPresent()
        ? new ProofResult.Unknown(new Doubt.NoProcessesListed())
        : new ProofResult.No();
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
