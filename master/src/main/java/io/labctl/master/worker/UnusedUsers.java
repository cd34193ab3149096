package io.labctl.master.worker;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Numbers of users and groups that nobody gives away (systemd, "Users, Groups, UIDs and GIDs").
 *
 * @param first the least of them
 * @param count how many there are
 */
record UnusedUsers(int first, int count) {
    /** So many that two labds of one machine have different ones. */
    static final UnusedUsers MANY = new UnusedUsers(0x7000_0000, 0x0FFE_0000);

    /** Those below 65536, for a container that has no others. */
    static final UnusedUsers FEW = new UnusedUsers(65520, 14);

    /**
     * The most that there are in a user namespace; empty when there are none.
     *
     * @param users as the kernel tells it in {@code uid_map} (user_namespaces(7))
     * @param groups the same, of {@code gid_map}
     */
    static Optional<UnusedUsers> among(String users, String groups) {
        return Stream.of(MANY, FEW)
                .filter(each -> each.areIn(users) && each.areIn(groups))
                .findFirst();
    }

    private boolean areIn(String map) {
        return map.lines()
                .map(line -> line.strip().split("\\s+"))
                .map(part -> Arrays.stream(part).mapToLong(Long::parseLong).toArray())
                .anyMatch(
                        range -> range[0] <= first && range[0] + range[2] >= first + (long) count);
    }

    /** One of them; so many numbers in a row as there are users are different ones. */
    int at(int number) {
        return first + Math.floorMod(number, count);
    }

    /** Such as {@code 65520 to 65533}. */
    @Override
    public String toString() {
        return "%d to %d".formatted(first, first + count - 1);
    }
}
