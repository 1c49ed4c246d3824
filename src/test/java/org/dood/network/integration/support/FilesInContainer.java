package org.dood.network.integration.support;

import java.util.List;
import java.util.Map;

/** Those of a directory that lies in a container alone. */
record FilesInContainer(EngineUnderTest engine, String container) implements WorkFiles {

  @Override
  public void prepare(List<String> directories, List<String> emptyFiles) {
    exec("mkdir -p " + String.join(" ", directories) + " && touch " + String.join(" ", emptyFiles));
  }

  @Override
  public String read(String file) {
    return exec("cat " + file);
  }

  private String exec(String script) {
    var shell = engine.exec(container, Map.of(), "sh", "-c", script);
    shell.output();
    return shell.stdout();
  }
}
