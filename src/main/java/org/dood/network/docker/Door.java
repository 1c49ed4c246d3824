package org.dood.network.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What stands where the engine should be reached. */
public enum Door {
  /** Nothing is there. */
  MISSING,
  /** A directory: the engine makes one where a mount's source does not exist. */
  DIRECTORY,
  /** A socket that SELinux keeps containers from. */
  CLOSED_BY_SELINUX,
  /** A socket that root of this user namespace may not use. */
  CLOSED_BY_USER_NAMESPACE,
  /** A socket that may not be used. */
  CLOSED,
  /** A socket or port behind which nobody answers. */
  NOBODY_HOME;

  /** The whole of the user ids, as a process outside any user namespace sees it. */
  private static final String ALL_USERS = "0 0 4294967295";

  /**
   * Looks at an address to which no connection could be made.
   *
   * @param refusal what the system said
   * @param proc the {@code /proc/self} of this process
   */
  static Door at(EngineAddress address, String refusal, Path proc) {
    return switch (address) {
      case EngineAddress.Tcp _ -> NOBODY_HOME;
      case EngineAddress.MountedSocket(Path path) -> at(path, refusal, proc);
    };
  }

  private static Door at(Path path, String refusal, Path proc) {
    if (!Files.exists(path)) {
      return MISSING;
    }
    if (Files.isDirectory(path)) {
      return DIRECTORY;
    }
    if (!refusal.contains("Permission denied")) {
      return isSocket(path) ? NOBODY_HOME : MISSING;
    }
    if (contents(proc.resolve("attr/current")).contains("container_t")) {
      return CLOSED_BY_SELINUX;
    }
    var users = contents(proc.resolve("uid_map")).strip().replaceAll("\\s+", " ");
    return users.isEmpty() || users.equals(ALL_USERS) ? CLOSED : CLOSED_BY_USER_NAMESPACE;
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    } catch (IOException e) {
      return false;
    }
  }

  /** Empty where the kernel has no such file. */
  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
