package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resource refuses is refused where data are bound too, by the types of its parts. */
class ResourceRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "g++",
                "libc6:i386",
                "python3.11",
                "0ad",
                "libstdc++6",
                "NetworkManager",
                "mod_ssl",
                "glibc:x86_64"
            })
    void packages_are_named_as_debian_or_fedora_allows_it(String name) {
        assertThat(pkg(name, null).name()).isEqualTo(new PackageName(name).value());
    }

    /** Most of these would be more to apt-get(8) than one name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "htop-",
                "lib.*",
                "htop=1.0",
                "htop/stable",
                "lamp-server^",
                "~nhtop",
                "?installed",
                "-y",
                "a@b",
                "htop:",
                "htop\n"
            })
    void what_apt_would_read_as_more_than_a_name_is_refused(String name) {
        assertThatThrownBy(() -> pkg(name, null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is not a package's name");
        assertThatThrownBy(() -> new PackageName(name)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presnt", "", "v1.0", "1.0 beta", "1:", "newest"})
    void a_version_starts_with_a_digit(String version) {
        assertThatThrownBy(() -> pkg("htop", version)).isInstanceOf(InvalidInput.class);
        assertThat(PackageVersion.isOne(version)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1:2.3-4+deb12u1",
                "3.0pl1-162",
                "2.36-9+b1",
                "1.0~rc1",
                "1.0^git1_2-3.fc41"
            })
    void a_version_is_as_debian_or_fedora_writes_it(String version) {
        assertThat(new PackageVersion(version)).hasToString(version);
    }

    @Test
    void only_what_is_to_be_away_is_purged_and_only_what_is_to_be_there_is_held() {
        assertThatThrownBy(
                        () ->
                                new PackageResource(
                                        "htop", Presence.PRESENT, null, null, true, List.of()))
                .hasMessage("package 'htop' is purged only when it is to be absent");
        assertThatThrownBy(
                        () ->
                                new PackageResource(
                                        "htop", Presence.ABSENT, null, true, false, List.of()))
                .hasMessage("package 'htop' is to be absent, so it cannot be held");
    }

    @Test
    void options_begin_with_one_and_stay_in_their_line() {
        assertThat(with("-t", "bookworm-backports").installOptions()).hasSize(2);
        assertThatThrownBy(() -> with("bookworm-backports"))
                .hasMessage(
                        "installOptions begin with 'bookworm-backports', which is no option: one starts with -, such as -t");
        assertThatThrownBy(() -> with("-t", "")).hasMessage("one of installOptions is empty");
        assertThatThrownBy(() -> with("-t", "a\nb"))
                .hasMessage("installOptions 'a\\u000ab' has control characters");
    }

    private static PackageResource with(String... options) {
        return new PackageResource("htop", Presence.PRESENT, null, null, false, List.of(options));
    }

    private static PackageResource pkg(String name, @Nullable String version) {
        return new PackageResource(name, Presence.PRESENT, version, null, false, List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4_294_967_295L, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_number_that_no_account_can_have_is_refused(long number) {
        assertThatThrownBy(
                        () ->
                                new GroupResource(
                                        "ops", Presence.PRESENT, number, false, List.of(), false))
                .hasMessage("gid %d is not 0 to 4294967294", number);
        assertThatThrownBy(() -> new AccountNumber(number))
                .hasMessage("account number %d is not 0 to 4294967294", number);
    }

    @Test
    void an_account_goes_before_its_group() {
        var group = new GroupResource("ops", Presence.ABSENT, null, false, List.of(), false);

        assertThat(group.comesAfter()).containsExactly(ResourceId.parse("user[ops]"));
        assertThat(account(Presence.ABSENT, "ops").comesAfter()).isEmpty();
        assertThat(account(Presence.PRESENT, "ops").comesAfter())
                .containsExactly(ResourceId.parse("group[ops]"));
    }

    private static UserResource account(Presence ensure, String group) {
        return new UserResource(
                "ops", ensure, null, group, List.of(), null, null, null, false, false, false, null,
                null);
    }

    @Test
    void the_lowest_and_the_highest_account_numbers_are_fine() {
        assertThat(new AccountNumber(0).value()).isZero();
        assertThat(new AccountNumber(4_294_967_294L).value()).isEqualTo(4_294_967_294L);
    }

    @ParameterizedTest
    @CsvSource({"a:b, /home/a, /bin/sh", "a, /home:a, /bin/sh", "a, /home/a, /bin:sh"})
    void a_field_of_an_account_has_no_colon(String comment, String home, String shell) {
        assertThatThrownBy(
                        () ->
                                new UserResource(
                                        "a",
                                        Presence.PRESENT,
                                        null,
                                        null,
                                        List.of(),
                                        home,
                                        shell,
                                        comment,
                                        false,
                                        true,
                                        false,
                                        null,
                                        null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("has a colon, which would end its field of passwd(5)");
    }

    @Test
    void a_path_or_a_name_in_it_is_no_longer_than_linux_takes() {
        assertThat(new AbsolutePath("/" + "ä".repeat(127) + "x").value()).hasSize(129);
        assertThatThrownBy(() -> new AbsolutePath("/srv/" + "ä".repeat(128)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("has the name 'ä")
                .hasMessageEndingWith("of 256 bytes in it, more than the 255 that Linux takes");
        assertThat(new AbsolutePath("/xy" + "/y".repeat(2046)).value()).hasSize(4095);
        assertThatThrownBy(() -> new AbsolutePath("/x" + "/y".repeat(2047)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("has 4096 bytes, more than the 4095 that Linux takes");
    }

    @Test
    void a_link_points_at_no_more_than_linux_takes() {
        assertThat(new SymlinkResource("/a", Presence.PRESENT, "x".repeat(4095)).target())
                .hasSize(4095);
        assertThatThrownBy(() -> new SymlinkResource("/a", Presence.PRESENT, "ä".repeat(2048)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("target of symlink '/a': 'ää")
                .hasMessageEndingWith("has 4096 bytes, more than the 4095 that Linux takes");
    }

    @Test
    void a_job_that_is_to_go_needs_no_schedule_but_one_that_is_to_stay_does() {
        assertThat(job(Presence.ABSENT, "").name()).isEqualTo("clean");
        assertThatThrownBy(() -> job(Presence.PRESENT, "99 * * * *"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("minute '99' is not within 0 to 59");
    }

    @Test
    void a_value_that_no_crontab_can_hold_is_refused() {
        var environment = new TreeMap<>(Map.of("Q", "a \"b\" 'c'"));

        assertThatThrownBy(
                        () ->
                                new CronResource(
                                        "clean",
                                        Presence.PRESENT,
                                        "@daily",
                                        "root",
                                        "true",
                                        environment))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the value of 'Q' has both kinds of quotes, which no crontab can hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.1.1", "::1", "fe80::1%eth0"})
    void an_address_is_no_name_of_a_host_that_is_to_be_there(String address) {
        String alone = "'%s' is an address where a name has to stand".formatted(address);

        assertThatThrownBy(() -> host(address, Presence.PRESENT, "10.1.1.2"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("host " + alone);
        assertThatThrownBy(() -> host("db", Presence.PRESENT, "10.1.1.2", address))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("alias " + alone);
        assertThat(host(address, Presence.ABSENT, "").name()).isEqualTo(address);
    }

    @Test
    void a_host_that_is_to_be_there_has_an_address() {
        assertThatThrownBy(() -> host("noip.example", Presence.PRESENT, ""))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("host 'noip.example' has no ip");
        assertThatThrownBy(() -> host("db", Presence.PRESENT, "10.1"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("ip '10.1' of host 'db' is not an IPv4 or IPv6 address");
    }

    private static HostResource host(String name, Presence ensure, String ip, String... aliases) {
        return new HostResource(name, ensure, ip, List.of(aliases), null);
    }

    private static CronResource job(Presence ensure, String schedule) {
        return new CronResource("clean", ensure, schedule, "root", "true", new TreeMap<>());
    }
}
