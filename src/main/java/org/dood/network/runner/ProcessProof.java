package org.dood.network.runner;

import java.util.List;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;

/**
 * The runner's container is the one in which {@code docker run … --name <our own container> …}
 * runs: the runner started us with it, and it lives as long as we do. Our name is unique on the
 * engine, so a yes is conclusive.
 *
 * <p>It needs {@code ps} on the engine's host, and a runner that uses the command line.
 */
final class ProcessProof {

  private final Engine engine;
  private final String ownName;

  ProcessProof(Engine engine, String ownName) {
    this.engine = engine;
    this.ownName = ownName;
  }

  Answer ask(ContainerId candidate) {
    try {
      return engine
          .commandLines(candidate)
          .map(this::judge)
          .orElseGet(() -> unlessItRuns(candidate));
    } catch (EngineException e) {
      return new Answer.Unknown(e.failure().inWords());
    }
  }

  private Answer judge(List<String> commandLines) {
    return commandLines.stream().anyMatch(this::startsUs)
        ? new Answer.Yes("'docker run --name " + ownName + "' runs in it")
        : new Answer.No();
  }

  /** Something in front of the engine may hide the call, with the same words. */
  private Answer unlessItRuns(ContainerId candidate) {
    return engine.container(candidate).filter(c -> c.workload().runs()).isPresent()
        ? new Answer.Unknown("the engine lists no processes of it, though it runs")
        : new Answer.No();
  }

  private boolean startsUs(String commandLine) {
    var words = List.of(commandLine.strip().split("\\s+"));
    var name = words.indexOf("--name");
    return words.contains("run")
        && name >= 0
        && name + 1 < words.size()
        && words.get(name + 1).equals(ownName);
  }
}
