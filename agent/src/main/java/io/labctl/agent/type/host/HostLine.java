package io.labctl.agent.type.host;

import io.labctl.catalog.resource.HostResource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of hosts(5).
 *
 * @param comment what follows it, with the {@code #}; empty for none
 */
record HostLine(String ip, String name, List<String> aliases, String comment) {
    HostLine {
        aliases = List.copyOf(aliases);
    }

    /** Empty for a blank line, a comment and whatever else is no entry. */
    static Optional<HostLine> parse(String line) {
        int hash = line.indexOf('#');
        String comment = hash < 0 ? "" : line.substring(hash).stripTrailing();
        String[] words = (hash < 0 ? line : line.substring(0, hash)).strip().split("[ \t]+", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        List<String> aliases = List.of(words).subList(2, words.length);
        return Optional.of(new HostLine(words[0], words[1], aliases, comment));
    }

    /** As wanted, with this comment unless another is wanted. */
    static HostLine of(HostResource wanted, String comment) {
        return new HostLine(
                wanted.ip(), wanted.name(), wanted.aliases(), written(wanted.comment(), comment));
    }

    private static String written(@Nullable String wanted, String found) {
        if (wanted == null) {
            return found;
        }
        return wanted.isEmpty() ? "" : "# " + wanted;
    }

    /** The comment without the {@code #}. */
    String remark() {
        return comment.isEmpty() ? "" : comment.substring(1).strip();
    }

    /** Each family has its own loopback address, and a name such as localhost stands for both. */
    boolean mayStandBeside(String otherIp) {
        return isLoopback(ip) && isLoopback(otherIp) && isIpv6(ip) != isIpv6(otherIp);
    }

    String text() {
        return comment.isEmpty() ? entry() : entry() + ' ' + comment;
    }

    /** Without the comment. */
    String entry() {
        var line = new StringBuilder(ip).append('\t').append(name);
        aliases.forEach(alias -> line.append(' ').append(alias));
        return line.toString();
    }

    private static boolean isLoopback(String ip) {
        return ip.startsWith("127.") || ip.equals("::1");
    }

    private static boolean isIpv6(String ip) {
        return ip.indexOf(':') >= 0;
    }
}
