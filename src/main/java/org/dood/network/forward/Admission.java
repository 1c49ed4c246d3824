package org.dood.network.forward;

/**
 * Decides how many connections are relayed at once, so that they fit into the memory of this
 * process. Further clients wait in the kernel's backlog, as they do at a server that is busy.
 *
 * <p>Half of the places are shared out evenly among the ports, and nobody else can take those. The
 * other half goes to whoever comes first. So connections to a service that does not answer leave
 * places for those to other services.
 */
final class Admission {

  private final int ofEachPort;
  private int freeForAll;

  /**
   * @param places how many connections are relayed at once, unless there are more ports than that
   * @param ports how many ports share the places, at least one
   */
  Admission(int places, int ports) {
    this.ofEachPort = Math.max(1, places / 2 / ports);
    this.freeForAll = Math.max(0, places - ofEachPort * ports);
  }

  /** The places for connections to one port. */
  Places forPort() {
    return new Places();
  }

  /** The places for connections to one port: its own, and those that are for all. */
  final class Places {
    private int freeOwn = ofEachPort;
    private int takenFromAll;

    private Places() {}

    /** Takes a place; waits until there is one. */
    void take() throws InterruptedException {
      synchronized (Admission.this) {
        while (freeOwn == 0 && freeForAll == 0) {
          Admission.this.wait();
        }
        if (freeOwn > 0) {
          freeOwn--;
        } else {
          freeForAll--;
          takenFromAll++;
        }
      }
    }

    /** Gives a place back that was taken. */
    void giveBack() {
      synchronized (Admission.this) {
        if (takenFromAll > 0) {
          takenFromAll--;
          freeForAll++;
        } else {
          freeOwn++;
        }
        Admission.this.notifyAll();
      }
    }
  }
}
