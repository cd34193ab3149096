package io.labctl.facts.network;

import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The IPv6 addresses of all interfaces, from {@code /proc/net/if_inet6}: address, index, prefix,
 * scope, flags, name.
 */
final class Ipv6Addresses {
    /** IFA_F_… of the kernel's if_addr.h, the names as Facter 4 prints them. */
    private static final Map<Integer, String> FLAGS = flags();

    private static final List<String> NEAREST_LAST = List.of("global", "site", "link", "host");

    /** The file is in the order of a hash; ours stays the same from one gathering to the next. */
    private static final Comparator<Binding> ORDER =
            Comparator.comparingInt(
                            (Binding binding) -> NEAREST_LAST.indexOf(binding.address().scope()))
                    .thenComparing(binding -> binding.flags().contains("temporary"))
                    .thenComparing(Binding::address);

    private Ipv6Addresses() {}

    static Map<String, List<Binding>> byInterface(MachineFiles files) {
        Map<String, List<Binding>> bindings = new TreeMap<>();
        for (String line : files.lines("/proc/net/if_inet6")) {
            List<String> words = Words.of(line);
            if (words.size() == 6) {
                add(bindings, words);
            }
        }
        bindings.values().forEach(list -> list.sort(ORDER));
        return bindings;
    }

    private static void add(Map<String, List<Binding>> bindings, List<String> words) {
        IpAddress.ofHex(words.getFirst())
                .ifPresent(
                        address -> {
                            var binding =
                                    new Binding(
                                            address, hex(words.get(2)), named(hex(words.get(4))));
                            bindings.computeIfAbsent(words.get(5), _ -> new ArrayList<>())
                                    .add(binding);
                        });
    }

    private static List<String> named(int flags) {
        return FLAGS.entrySet().stream()
                .filter(flag -> (flags & flag.getKey()) != 0)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** 0 for what is not one to seven hexadecimal digits. */
    private static int hex(String digits) {
        return digits.matches("[0-9a-fA-F]{1,7}") ? Integer.parseInt(digits, 16) : 0;
    }

    private static Map<Integer, String> flags() {
        Map<Integer, String> flags = new LinkedHashMap<>();
        flags.put(0x01, "temporary");
        flags.put(0x02, "noad");
        flags.put(0x04, "optimistic");
        flags.put(0x08, "dadfailed");
        flags.put(0x10, "homeaddress");
        flags.put(0x20, "deprecated");
        flags.put(0x40, "tentative");
        flags.put(0x80, "permanent");
        return Collections.unmodifiableMap(flags);
    }
}
