package org.dood.network.inputs;

import java.util.List;
import java.util.stream.Stream;

/** The files by which this repository's actions declare their inputs. */
public enum ActionFile {
  /** The action that attaches the runner, and detaches it when the job ends. */
  ATTACH("action.yml"),

  /** The action that detaches the runner before the job ends. */
  DETACH("detach/action.yml");

  private final String path;

  ActionFile(String path) {
    this.path = path;
  }

  /** The path of the file in the repository. */
  public String path() {
    return path;
  }

  /** The inputs that it declares, in its order. */
  public List<Input> inputs() {
    return switch (this) {
      case ATTACH -> Stream.of(Input.values()).filter(input -> input != Input.NETWORKS).toList();
      case DETACH ->
          List.of(
              Input.DOCKER_HOST,
              Input.DOCKER_TLS_CA,
              Input.DOCKER_TLS_CERT,
              Input.DOCKER_TLS_KEY,
              Input.NETWORKS);
    };
  }
}
