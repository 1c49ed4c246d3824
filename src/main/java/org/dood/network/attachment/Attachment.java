package org.dood.network.attachment;

import java.util.Optional;
import org.dood.network.docker.Container;
import org.dood.network.docker.Network;

/**
 * The runner's container on a network, or about to be.
 *
 * @param runner the runner's container, as it was before
 * @param evidence why it is taken for the runner's
 * @param network the network
 * @param alias the name on the endpoint that says whose the attachment is
 * @param unsharedWorkDirectory the runner's work directory, if it is not the one mounted here;
 *     empty if all is well
 */
public record Attachment(
    Container runner,
    String evidence,
    Network network,
    String alias,
    Optional<String> unsharedWorkDirectory) {}
