package org.dood.network.integration.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Those of a directory that lies on the engine's host, at the same path. */
record FilesOnHost() implements WorkFiles {

  @Override
  public void prepare(List<String> directories, List<String> emptyFiles) {
    try {
      for (var directory : directories) {
        Files.createDirectories(Path.of(directory));
      }
      for (var file : emptyFiles) {
        Files.createFile(Path.of(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
