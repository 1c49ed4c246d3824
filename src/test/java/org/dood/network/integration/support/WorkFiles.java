package org.dood.network.integration.support;

import java.util.List;

/** The files in a runner's work directory, by the absolute paths that its agent knows them by. */
interface WorkFiles {

  /** Makes directories and empty files. */
  void prepare(List<String> directories, List<String> emptyFiles);

  /** The text of a file. */
  String read(String file);
}
