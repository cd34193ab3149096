package io.labctl.agent.type.host;

/**
 * The file as it was found.
 *
 * @param readableByAll so that its lines may be read in a report too
 */
record HostsFile(HostsText text, boolean readableByAll) {}
