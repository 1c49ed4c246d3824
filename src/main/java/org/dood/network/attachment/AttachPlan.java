package org.dood.network.attachment;

/** What main decided, before it changes anything. */
public sealed interface AttachPlan {

  /** The runner is to be attached. */
  record Connect(Attachment attachment) implements AttachPlan {}

  /** Nothing is to be changed. */
  record Settled(AttachOutcome outcome) implements AttachPlan {}
}
