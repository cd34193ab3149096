package io.labctl.agent.facts;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code ec2_metadata} and {@code ec2_userdata}: what EC2's instance metadata service tells. It is
 * asked with a token (IMDSv2), and without one only where it refuses to give any. What it lists but
 * does not have, or what is no text, is left out.
 */
record Ec2Metadata(boolean userData) implements CloudSource {
    private static final String TOKEN = "/latest/api/token";
    private static final String METADATA = "/latest/meta-data/";
    private static final String USERDATA = "/latest/user-data";
    private static final String SECRET = "security-credentials";
    private static final Map<String, String> LIFETIME =
            Map.of("X-aws-ec2-metadata-token-ttl-seconds", "100");

    private static final Pattern NAME = Pattern.compile("(?!\\.\\.?/?$)[\\x21-\\x2e0-~]+/?");
    private static final Pattern NUMBERED = Pattern.compile("([0-9]+)=.*");

    /** Twice what it has. */
    private static final int DEEPEST = 12;

    @Override
    public String name() {
        return "ec2_metadata";
    }

    @Override
    public SortedMap<String, Object> facts(MetadataService service) {
        Map<String, String> headers = token(service);
        SortedMap<String, Object> facts = new TreeMap<>();
        String names = service.get(METADATA, headers).needText();
        facts.put(name(), folder(service, headers, METADATA, names, 1));
        if (userData) {
            service.get(USERDATA, headers)
                    .text()
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> facts.put("ec2_userdata", text));
        }
        return facts;
    }

    private static Map<String, String> token(MetadataService service) {
        MetadataService.Answer answer = service.put(TOKEN, LIFETIME);
        if (!answer.ok()) {
            return Map.of();
        }
        String token = answer.needText();
        if (!token.matches("[!-~]{1,2000}")) {
            throw new InvalidInput(service.at(TOKEN) + " does not give a token");
        }
        return Map.of("X-aws-ec2-metadata-token", token);
    }

    /**
     * What is below a path.
     *
     * @param names one in each line; those of folders end in a slash, those of keys are numbered
     */
    private static SortedMap<String, Object> folder(
            MetadataService service,
            Map<String, String> headers,
            String path,
            String names,
            int depth) {
        if (depth > DEEPEST) {
            throw new InvalidInput(service.at(path) + " lies deeper than anything that EC2 has");
        }
        SortedMap<String, Object> found = new TreeMap<>();
        for (String name : names(service, path, names)) {
            boolean isFolder = name.endsWith("/");
            String bare = isFolder ? name.substring(0, name.length() - 1) : name;
            String below = path + encoded(bare) + (isFolder ? "/" : "");
            Optional<String> text = service.get(below, headers).text();
            if (isFolder && text.isPresent()) {
                found.put(bare, folder(service, headers, below, text.get(), depth + 1));
            } else {
                text.ifPresent(value -> found.put(bare, value));
            }
        }
        return found;
    }

    private static List<String> names(MetadataService service, String path, String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> NUMBERED.matcher(line).replaceFirst("$1/"))
                .map(name -> checked(service, path, name))
                .filter(name -> !name.startsWith(SECRET))
                .toList();
    }

    private static String checked(MetadataService service, String path, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput(
                    "%s does not list names, but '%s'"
                            .formatted(service.at(path), Printable.of(name)));
        }
        return name;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
