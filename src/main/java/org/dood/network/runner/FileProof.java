package org.dood.network.runner;

import org.dood.network.engine.Container;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;

/**
 * The runner's container is the one that holds the step's own state file, whose name is new for
 * each step, in its root file system.
 *
 * <p>Under a mount the file proves nothing: all that mount the same directory have it, beside a
 * runner on the bare host too. And the engine sees no tmpfs, so there an absence proves nothing.
 */
final class FileProof {

  private final Engine engine;
  private final String stateFile;

  /**
   * @param stateFile the step's state file, as an absolute path of the runner's
   */
  FileProof(Engine engine, String stateFile) {
    this.engine = engine;
    this.stateFile = stateFile;
  }

  Answer ask(ContainerId candidate) {
    try {
      return engine.container(candidate).map(this::askInspected).orElseGet(Answer.No::new);
    } catch (EngineException e) {
      return new Answer.Unknown(e.failure().inWords());
    }
  }

  private Answer askInspected(Container candidate) {
    var holdsFile = engine.holdsFile(candidate.id(), stateFile);
    if (!candidate.mountsOver(stateFile)) {
      return holdsFile ? new Answer.Yes("it holds the step's file " + stateFile) : new Answer.No();
    }
    if (holdsFile) {
      return new Answer.Unknown(
          "it has the step's file, but from a mount that other containers can have too");
    }
    return candidate.hidesFromEngine(stateFile)
        ? new Answer.Unknown("the engine cannot look into its tmpfs")
        : new Answer.No();
  }
}
