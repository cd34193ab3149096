package io.labctl.agent.type.sysctl;

import io.labctl.agent.machine.Access;
import java.util.Optional;

/**
 * A setting as it was found.
 *
 * @param now its value, with one blank between words; empty when the kernel has no such setting
 * @param file ours, when it is there
 * @param later the file that is read after ours and sets it, if one does
 */
record Setting(Optional<String> now, Optional<Kept> file, Optional<SettingsFile> later) {
    /** The file that keeps the value for the next boot. */
    record Kept(String text, Access access) {}
}
