package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.compile.CompileResult;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.site.SiteFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site with modules of its own, compiled in real workers, for each test. */
abstract class SiteModules {
    private static final AgentId WEB1 = AgentId.parse("lab://agent/lab/dev/web1");
    static final DnsLabel WEB = new DnsLabel("web");
    static final DnsLabel DB = new DnsLabel("db");

    @TempDir Path site;
    private SiteRuntime runtime;
    private CatalogCompiler compiler;

    @BeforeEach
    void openSite() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        Files.createDirectory(site.resolve("data"));
        runtime =
                new SiteRuntime(
                        Path.of(System.getProperty("java.home")),
                        System.getProperty("java.class.path"),
                        "root".equals(System.getProperty("user.name")),
                        new WorkerLimits(1, 64 << 20, Duration.ofSeconds(6), compileTime()),
                        new SecureRandom());
        compiler =
                new CatalogCompiler(
                        new SiteFolder(site, Clock.systemUTC()),
                        BuiltInModules.onClassPath(),
                        runtime,
                        1 << 20);
    }

    /** Short, for modules that do not end. */
    Duration compileTime() {
        return Duration.ofSeconds(4);
    }

    @AfterEach
    void endWorkers() {
        runtime.close();
    }

    void module(String name, String body) throws IOException {
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1).replace("-", "");
        write("modules/" + name + "/module.yaml", manifest(name));
        write(
                "modules/%s/src/site/%s/%s.java".formatted(name, name.replace("-", ""), type),
                """
                package site.%s;

                import io.labctl.catalog.module.Default;
                import io.labctl.catalog.module.LabModule;
                import io.labctl.catalog.module.Node;
                import io.labctl.catalog.module.Plan;

                public record %s(@Default("") String text) implements LabModule {
                    @Override
                    public void configure(Node node, Plan plan) {
                        %s
                    }
                }
                """
                        .formatted(name.replace("-", ""), type, body)
                        .replace("{\n                        ", "{\n        "));
    }

    static String manifest(String name) {
        String plain = name.replace("-", "");
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1).replace("-", "");
        return "name: %s\nversion: 1.0.0\ndescription: x\ntype: site.%s.%s\n"
                .formatted(name, plain, type);
    }

    void write(String name, String text) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    String catalog(DnsLabel role) {
        CompileResult result = compile(role, facts("Debian", 1));
        assertThat(result).isInstanceOf(CompileResult.Done.class);
        return new String(((CompileResult.Done) result).catalog().bytes(), StandardCharsets.UTF_8);
    }

    List<String> faults(DnsLabel role) {
        return switch (compile(role, facts("Debian", 1))) {
            case CompileResult.Done _ -> List.of();
            case CompileResult.Failed(List<Fault> faults) ->
                    faults.stream().map(Fault::sentence).toList();
        };
    }

    CompileResult compile(DnsLabel role, Facts facts) {
        return compiler.compile(WEB1, role, Collections.emptySortedMap(), facts);
    }

    static Facts facts(String os, int uptime) {
        return new Facts(Map.of("os", Map.of("name", os), "uptime", uptime));
    }
}
