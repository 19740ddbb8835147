// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Messages of one round with the expected outcome of each link, with which the actual outcomes are compared. */
final class ChaosPlan {

    static final int MAX_TAKEN = 2_000_000;

    private static final int LINKS_OF_MESSAGE = 4;
    private static final List<PermanentFailure> DOOMS = List.of(PermanentFailure.values());
    private static final String NO_LINK = "{\"this is\":\"no link\"}";

    /** Content of each available object. */
    private final Map<String, byte[]> objects = new TreeMap<>();

    /** Objects of each message. */
    private final Map<String, List<String>> bringing = new TreeMap<>();

    /** Messages with a link that always fails. */
    private final Set<String> failing = new TreeSet<>();

    private final Map<String, PermanentFailure> doomed = new TreeMap<>();
    private final Map<String, String> messages = new LinkedHashMap<>();
    private final List<String> expired = new ArrayList<>();
    private final List<String> expiredLinks = new ArrayList<>();
    private final List<FaultRule> rules = new ArrayList<>();

    /** Remaining failures of the route for each object. */
    private final Map<String, AtomicInteger> routeFailures = new ConcurrentHashMap<>();

    private final OssPresignedTestSupport support;
    private final Random random;
    private final String prefix;
    private final int firstDoom;
    private int links;

    /** @param severalLinks whether messages have more than one */
    ChaosPlan(OssPresignedTestSupport support, Random random, int round, int links, boolean severalLinks) {
        this.support = support;
        this.random = random;
        this.prefix = "r" + round + "-";
        // A few rounds then cover all of them.
        this.firstDoom = 4 * round;
        for (int i = 0; i < links + LINKS_OF_MESSAGE; i++) {
            expired.add(prefix + "expired-" + i + ".bin");
            expiredLinks.add(support.link(expired.get(i)));
        }
        support.clock.advance(Duration.ofHours(2));
        while (this.links < links) {
            message(severalLinks ? 1 + random.nextInt(LINKS_OF_MESSAGE) : 1);
        }
    }

    private void message(int count) {
        String name = prefix + "message-" + messages.size();
        List<String> brought = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(20);
            String line;
            if (kind < 5) {
                line = doomed(DOOMS.get((firstDoom + doomed.size()) % DOOMS.size()));
                failing.add(name);
            } else if (kind == 5 && links > 0) {
                line = NO_LINK;
                failing.add(name);
            } else if (kind < 8 && !objects.isEmpty()) {
                // Another link to the same object.
                support.clock.advance(Duration.ofSeconds(1));
                String known = List.copyOf(objects.keySet()).get(random.nextInt(objects.size()));
                brought.add(known);
                line = json(support.link(known), null);
            } else {
                line = good(brought);
            }
            list.append(line).append('\n');
            links++;
        }
        bringing.put(name, brought);
        messages.put(name, list.toString());
    }

    private String good(List<String> brought) {
        String name = prefix + "good-" + links + ".bin";
        byte[] content = new byte[random.nextInt(random.nextInt(4) == 0 ? MAX_TAKEN : 50_000)];
        random.nextBytes(content);
        objects.put(name, content);
        brought.add(name);
        if (random.nextInt(5) == 0) {
            routeFailures.put(name, new AtomicInteger(1 + random.nextInt(2)));
        }
        support.server.putObject(OssPresignedTestSupport.BUCKET, name, content);
        return json(support.link(name), null);
    }

    private String doomed(PermanentFailure doom) {
        String name = doom == PermanentFailure.EXPIRED ? expired.get(links) : prefix + "doomed-" + links + ".bin";
        doomed.put(name, doom);
        if (doom != PermanentFailure.MISSING) {
            int length = doom == PermanentFailure.TOO_LARGE ? MAX_TAKEN + 1 : 5_000;
            support.server.putObject(OssPresignedTestSupport.BUCKET, name, new byte[length]);
        }
        if (doom.fault() != null) {
            rules.add(FaultRule.of(doom.fault()).forKey(name).always());
        }
        String url = doom == PermanentFailure.EXPIRED ? expiredLinks.get(links) : support.link(name);
        return json(
                switch (doom) {
                    case TAMPERED -> url.replaceFirst("(x-oss-signature=)[0-9a-f]{8}", "$100000000");
                    case FOREIGN_HOST -> url.replaceFirst("//[^/]+/", "//files.example.org/");
                    default -> url;
                },
                doom == PermanentFailure.ANOTHER_OBJECT ? "0123456789ABCDEF0123456789ABCDEF" : null);
    }

    Map<String, String> messages() {
        return messages;
    }

    int links() {
        return links;
    }

    /** Returns the permanent failure of each failing link. */
    List<FaultRule> rules() {
        return rules;
    }

    Map<String, PermanentFailure> doomed() {
        return doomed;
    }

    Set<String> failing() {
        return failing;
    }

    byte @Nullable [] object(String name) {
        return objects.get(name);
    }

    /**
     * The objects that are delivered in the end, each once.
     *
     * @param whole whether a message that fails is undone as a whole, as in a transaction
     */
    Set<String> deliverable(boolean whole) {
        Set<String> names = new TreeSet<>();
        bringing.forEach((message, objects) -> {
            if (!whole || !failing.contains(message)) {
                names.addAll(objects);
            }
        });
        return names;
    }

    /** Returns whether the route fails for the object this time. */
    boolean routeFails(String name) {
        AtomicInteger left = routeFailures.get(name);
        return left != null && left.getAndDecrement() > 0;
    }

    /** Ends the failures of the route. */
    void calm() {
        routeFailures.clear();
    }

    private static String json(String url, @Nullable String etag) {
        PresignedLink link = PresignedLink.of(url);
        return LinkJson.write(PresignedLink.builder(link.url())
                .method(link.method())
                .etag(etag)
                .build());
    }
}
