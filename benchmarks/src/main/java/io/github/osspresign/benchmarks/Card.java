// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks;

import io.github.osspresign.benchmarks.download.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run was made with: the machine, its load before, and the versions of everything that is compared. */
final class Card {

    private static final List<String> JARS =
            List.of("camel-api", "aliyun-sdk-oss", "alibabacloud-oss-v2", "s3", "jmh-core", "httpclient5");
    private static final List<String> PROGRAMS = List.of("curl", "aria2c", "nginx");

    private Card() {}

    /** Returns the facts of a run that begins now. */
    static Map<String, Object> of(Instant now) throws IOException, InterruptedException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("date", now.toString().substring(0, "2026-01-01".length()));
        facts.put("Java", (System.getProperty("java.vendor.version", "") + " " + Runtime.version()).strip());
        facts.put(
                "machine",
                line("/proc/cpuinfo", "model name\\s*: (.*)") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, "
                        + Math.round(Long.parseLong(line("/proc/meminfo", "MemTotal:\\s*(\\d+) kB")) / 1e6) + " GB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "load before",
                Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 10) / 10.0);
        facts.put("versions", String.join(", ", versions()));
        return facts;
    }

    private static String line(String file, String pattern) throws IOException {
        Path path = Path.of(file);
        Matcher found = Pattern.compile(pattern).matcher(Files.isReadable(path) ? Files.readString(path) : "");
        return found.find() ? found.group(1) : "0";
    }

    private static List<String> versions() throws IOException, InterruptedException {
        List<String> versions = new ArrayList<>();
        for (String jar : JARS) {
            Matcher found = Pattern.compile("[/\\\\]" + jar + "-(\\d[^/\\\\]*)\\.jar")
                    .matcher(System.getProperty("java.class.path"));
            if (found.find()) {
                versions.add(jar + " " + found.group(1));
            }
        }
        for (String program : PROGRAMS) {
            String version = Program.find(program).version();
            if (!version.isEmpty()) {
                versions.add(program + " " + version);
            }
        }
        return versions;
    }
}
