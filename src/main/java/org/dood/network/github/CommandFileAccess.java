package org.dood.network.github;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Whether this process can use the runner's command files for its step. */
public enum CommandFileAccess {
  /** The files are there. */
  PRESENT,
  /** There are none: the directory that is mounted here is not the runner's work directory. */
  MISSING,
  /**
   * Whether they are there is not known, since the kernel denies the way to them: by SELinux, or by
   * modes, which root in a user namespace cannot pass over.
   */
  DENIED;

  static CommandFileAccess to(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()
          ? PRESENT
          : MISSING;
    } catch (IOException e) {
      return after(e);
    }
  }

  /** What the failed look at a file shows. */
  static CommandFileAccess after(IOException failure) {
    return failure instanceof AccessDeniedException ? DENIED : MISSING;
  }
}
