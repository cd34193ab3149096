package io.labctl.agent.type.host;

/**
 * The file as it was found.
 *
 * @param shown whether everybody may read it, and so its lines in a report too
 */
record HostsFile(HostsText text, boolean shown) {}
