package io.labctl.master.site;

import java.nio.file.Path;

/**
 * Where the site is.
 *
 * @param folder with site.yaml
 * @param expected whether it was asked for, so that a missing folder is a fault
 */
public record SiteConfig(Path folder, boolean expected) {}
