package org.dood.network.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The lines of a container's log, as they come. */
final class LogLines extends ResultCallback.Adapter<Frame> {

  private final Predicate<String> last;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private String begun = "";

  /**
   * @param last tells the line after which no other one matters
   */
  LogLines(Predicate<String> last) {
    this.last = last;
  }

  @Override
  public void onNext(Frame frame) {
    var text = begun + new String(frame.getPayload(), StandardCharsets.UTF_8);
    var end = text.lastIndexOf('\n') + 1;
    begun = text.substring(end);
    var complete = text.substring(0, end).lines().toList();
    lines.addAll(complete);
    if (complete.stream().anyMatch(last)) {
      onComplete();
    }
  }

  /** Waits for the last line, or the end of the log. */
  List<String> await() throws InterruptedException {
    awaitCompletion();
    return List.copyOf(lines);
  }
}
