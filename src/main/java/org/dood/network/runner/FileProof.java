package org.dood.network.runner;

import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.runner.ProofResult.Doubt;
import org.dood.network.runner.ProofResult.Sighting;

/**
 * The runner's container is the one whose root file system holds the step's own state file, the
 * name of which is new for each step.
 *
 * <p>Under a mount the file proves nothing: every container that mounts the same directory has it,
 * beside a runner on the bare host too. And the engine cannot look into a tmpfs, so there the
 * absence of the file proves nothing.
 */
final class FileProof {

  private final Engine engine;
  private final String stateFile;

  /**
   * @param stateFile the absolute path of the step's state file in the runner's file system
   */
  FileProof(Engine engine, String stateFile) {
    this.engine = engine;
    this.stateFile = stateFile;
  }

  ProofResult ask(ContainerId candidate) {
    try {
      return engine
          .containers()
          .find(candidate)
          .map(this::askInspected)
          .orElseGet(ProofResult.No::new);
    } catch (EngineException e) {
      return new ProofResult.Unknown(new Doubt.CallFailed(e.failure()));
    }
  }

  /**
   * Confirms what another proof says of a candidate. A file below a mount is enough for that, but a
   * candidate without the file is not the runner's.
   */
  ProofResult confirm(ProofResult.Yes claim, ContainerId candidate) {
    return switch (ask(candidate)) {
      case ProofResult.Yes _ -> claim;
      case ProofResult.No no -> no;
      case ProofResult.Unknown unknown ->
          unknown.doubt() instanceof Doubt.FileUnderMount ? claim : unknown;
    };
  }

  private ProofResult askInspected(Container candidate) {
    var holdsFile = engine.containers().holdsFile(candidate.id(), stateFile);
    if (!candidate.mountsOver(stateFile)) {
      return holdsFile
          ? new ProofResult.Yes(new Sighting.StateFile(stateFile))
          : new ProofResult.No();
    }
    if (holdsFile) {
      return new ProofResult.Unknown(new Doubt.FileUnderMount());
    }
    return candidate.hidesFromEngine(stateFile)
        ? new ProofResult.Unknown(new Doubt.FileInTmpfs())
        : new ProofResult.No();
  }
}
