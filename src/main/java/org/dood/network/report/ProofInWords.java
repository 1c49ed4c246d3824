package org.dood.network.report;

import org.dood.network.engine.EngineFailure;
import org.dood.network.runner.ProofResult.Doubt;
import org.dood.network.runner.ProofResult.Sighting;

/** What the proofs saw at a container, as parts of sentences. */
final class ProofInWords {

  private ProofInWords() {}

  static String of(Sighting seen) {
    return switch (seen) {
      case Sighting.OwnContainersProcess(String ownContainer) ->
          "'docker run --name %s' runs in it".formatted(ownContainer);
      case Sighting.StateFile(String path) -> "it holds the step's file " + path;
    };
  }

  static String of(Doubt doubt) {
    return switch (doubt) {
      case Doubt.CallFailed(EngineFailure failure) -> failure.inWords();
      case Doubt.NoProcessesListed() -> "the engine lists no processes of it, though it runs";
      case Doubt.ProcessesOfOthers() ->
          "the engine lists processes of other containers for it, as one whose host has no 'ps' may";
      case Doubt.NotListed(String reason) ->
          "the engine's list of containers does not show it: " + reason;
      case Doubt.FileUnderMount() ->
          "it has the step's file, but from a mount that other containers can have too";
      case Doubt.FileInTmpfs() -> "the engine cannot look into its tmpfs";
    };
  }
}
