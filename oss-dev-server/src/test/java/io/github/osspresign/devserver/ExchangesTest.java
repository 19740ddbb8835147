// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends the requests of the files in {@code src/test/resources/exchanges}, and compares the responses. Each case has its
 * own server, with the bucket {@code demo}.
 *
 * <pre>
 * server disk bucket=other clock=2026-01-01T00:00:00Z   options of the servers of the following cases
 * let name = value                                      {name} stands for the value, and {x*3} for xxx;
 *                                                       {crlf}, {open} and {endpoint} are a line break, { and the server
 * before                                                steps at the start of each following case
 *   step
 * nameOfTheCase
 *   each name, other                                    runs the case with the values of each row
 *     value | value
 *   store /bucket/key = content                         stores an object without a request
 *   stored /bucket/key = content                        compares the content of an object
 *   server disk                                         replaces the server by one with other options
 *   restart                                             replaces the server by one with the same options
 *   wait PT1M                                           advances the clock
 *   nothing                                             does nothing
 *   GET /bucket/key?name=value -&gt; 404 Code | item       sends a signed request, and compares status and code
 *     | item
 *   v1 GET /bucket/key -&gt; 200                           signs with version 1
 *   anonymous GET /bucket/key -&gt; 403                    does not sign
 *   form POST /bucket -&gt; 204                            sends a form, signed with its policy, as for v1 and anonymous
 *
 * &#064;name=value       how the request is signed: key=id:secret, token, region, product, expires, additional,
 *                    method; at=PT1H by a clock that is ahead; as=/bucket/key for another URL than is requested
 * &#064;url x -&gt; y      replaces a regular expression in the signed URL, which must have a match
 * &gt; Header: value    header of the request; only signed after &gt;-, only sent after &gt;+
 * &gt;&gt; text           body of the request; {md5} in a header stands for its Content-MD5
 * = name: value      field of the form
 * =? condition       condition of its policy
 * =file name type    file of the form with the text content; without any, the form has one without a name
 * =none              form without a file
 * Header: value      header of the response; nothing if it is absent
 * Element=value      text of an element of the response; nothing if it is absent
 * Element=~pattern   text that matches a regular expression
 * Element=&gt;name      keeps the text, which must not be empty, for {name}
 * all Element=a, b   texts of all elements of the name
 * body text          whole body of the response
 * has text           part of the body, as for lacks and ends
 * refused text       sentence in the log of a server with the option log; … stands for any text; none may have CONFIDENTIAL
 * </pre>
 */
class ExchangesTest {

    private static final Path FILES = Path.of("src", "test", "resources", "exchanges");
    private static final Pattern TEXT = Pattern.compile("\\{(?:([a-z]\\w*)|([^{}]+)\\*(\\d+))}");
    private static final Pattern REQUEST =
            Pattern.compile("(anonymous |v1 )?(form )?([A-Z]+) (/.*?) -> (\\d+) ?(\\w*)((?: \\|.*)?)", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("/([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
    private static final Pattern OBJECT = Pattern.compile("/([^/]+)/(.+?) = ?(.*)");
    private static final Pattern COMPARISON = Pattern.compile("([\\w-]+)(: ?|=)([~>]?)(.*)");

    @TempDir
    Path root;

    private final Map<String, String> texts = new HashMap<>(Map.of("crlf", "\r\n", "open", "{"));
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private String options = "";
    private @Nullable SettableClock clock;
    private @Nullable OssDevServer running;

    private record Step(int line, String text) {

        @Override
        public String toString() {
            return "line " + line + ": " + text;
        }
    }

    /** A case for one row of its texts. */
    record Case(String name, String options, Map<String, String> texts, List<Step> steps) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.sorted().toList()) {
                read(file, cases);
            }
        }
        return cases;
    }

    private static void read(Path file, List<Case> cases) throws IOException {
        Map<String, String> texts = new HashMap<>();
        String options = "";
        List<Step> before = List.of();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String head = lines.get(i);
            List<Step> steps = new ArrayList<>();
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith("  ")) {
                i++;
                String text = lines.get(i).strip();
                if (!lines.get(i).startsWith("    ")) {
                    steps.add(new Step(i + 1, text));
                } else if (!text.startsWith("#")) {
                    Step last = steps.remove(steps.size() - 1);
                    steps.add(new Step(last.line(), last.text() + "\n" + text));
                }
            }
            steps.removeIf(step -> step.text().startsWith("#"));
            if (head.equals("server") || head.startsWith("server ")) {
                options = head.substring("server".length()).strip();
            } else if (head.startsWith("let ")) {
                String[] text = head.substring(4).split(" = ", 2);
                texts.put(text[0], text[1]);
            } else if (head.equals("before")) {
                before = steps;
            } else if (!head.isBlank() && !head.startsWith("#")) {
                addRows(file.getFileName() + " " + head, options, texts, before, steps, cases);
            }
        }
    }

    private static void addRows(
            String name,
            String options,
            Map<String, String> texts,
            List<Step> before,
            List<Step> steps,
            List<Case> cases) {
        List<String> table = List.of("each", "");
        if (steps.get(0).text().startsWith("each ")) {
            table = steps.remove(0).text().lines().toList();
        }
        List<Step> all = Stream.concat(before.stream(), steps.stream()).toList();
        String[] names = table.get(0).replaceFirst("each *", "").split(", ", -1);
        for (String row : table.subList(1, table.size())) {
            Map<String, String> filled = new HashMap<>(texts);
            String[] values = row.split("\\|", -1);
            for (int i = 0; i < names.length; i++) {
                filled.put(names[i], values[i].strip().equals("''") ? "" : values[i].strip());
            }
            cases.add(new Case((name + " " + row).strip(), options, filled, all));
        }
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void exchange(Case exchange) throws Exception {
        texts.putAll(exchange.texts());
        start(exchange.options());
        for (Step step : exchange.steps()) {
            run(step);
        }
    }

    private void start(String newOptions) {
        stop();
        options = newOptions;
        OssDevServerBuilder builder = OssDevServer.builder().bucket("demo");
        for (String option : options.split(" ", -1)) {
            String[] pair = option.split("=", 2);
            switch (pair[0]) {
                case "" -> {}
                case "log" -> builder.accessLog(lines::add);
                case "disk" -> builder.root(root);
                case "bucket" -> builder.bucket(pair[1]);
                case "clock" -> {
                    clock = clock == null ? new SettableClock(pair[1]) : clock;
                    builder.clock(clock);
                }
                case "accessKey" -> {
                    String[] key = pair[1].split(":", 2);
                    builder.accessKey(key[0], key[1]);
                }
                case "securityToken" -> {
                    String[] token = pair[1].split(":", 4);
                    builder.securityToken(token[0], token[1], token[2], now().plus(Duration.parse(token[3])));
                }
                case "restoreTime" -> builder.restoreTime(Duration.parse(pair[1]));
                default -> builder.assume(Assumption.valueOf(pair[0]), Boolean.parseBoolean(pair[1]));
            }
        }
        running = builder.start();
        texts.put("endpoint", running.endpoint().toString());
    }

    private void run(Step step) throws Exception {
        String text = filled(step.text().replace('\n', ' ')).strip();
        String[] words = text.split(" ", 2);
        switch (words[0]) {
            case "nothing" -> {}
            case "restart" -> start(options);
            case "server" -> start(text.substring("server".length()).strip());
            case "wait" -> Objects.requireNonNull(clock).advance(Duration.parse(words[1]));
            case "store" -> {
                Matcher object = match(OBJECT, words[1]);
                server().putObject(
                                object.group(1),
                                object.group(2),
                                object.group(3).getBytes(UTF_8));
            }
            case "stored" -> {
                Matcher object = match(OBJECT, words[1]);
                assertThat(new String(server().objectBytes(object.group(1), object.group(2)), UTF_8))
                        .as(step.toString())
                        .isEqualTo(object.group(3));
            }
            default -> request(step.toString(), match(REQUEST, text));
        }
    }

    private OssDevServer server() {
        return Objects.requireNonNull(running);
    }

    private String filled(String text) {
        return TEXT.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            if (name == null) {
                return Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(3))));
            }
            return Matcher.quoteReplacement(
                    name.equals("md5") ? found.group() : filled(Objects.requireNonNull(texts.get(name), name)));
        });
    }

    private static Matcher match(Pattern form, String text) {
        Matcher found = form.matcher(text);
        assertThat(found.matches()).as(text).isTrue();
        return found;
    }

    private void request(String description, MatchResult request) throws Exception {
        List<String> items = Stream.of(request.group(7).split(" \\| ?", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        boolean v1 = "v1 ".equals(request.group(1));
        boolean anonymous = "anonymous ".equals(request.group(1));
        Http.Response response = request.group(2) != null
                ? form(request.group(4), v1, anonymous, items)
                : send(request.group(3), request.group(4), v1, anonymous, items);
        assertThat(response.status())
                .as("%s\n%s", description, response.text())
                .isEqualTo(Integer.parseInt(request.group(5)));
        if (!request.group(6).isEmpty()) {
            assertThat(response.element("Code")).as(description).isEqualTo(request.group(6));
        }
        items.stream()
                .filter(item -> ">=@".indexOf(item.charAt(0)) < 0)
                .forEach(item -> check(description, response, item));
    }

    private static Stream<String> after(String start, List<String> items) {
        return items.stream()
                .filter(item -> item.startsWith(start))
                .map(item -> item.substring(start.length()).strip());
    }

    /** Returns name, value, name, value of the headers that begin with one of the marks. */
    private static String[] headers(List<String> items, String md5, String... marks) {
        return Stream.of(marks)
                .flatMap(mark -> after(mark + " ", items))
                .flatMap(header -> Stream.of(header.replace("{md5}", md5).split(": ?", 2)))
                .toArray(String[]::new);
    }

    private Http.Response send(String method, String target, boolean v1, boolean anonymous, List<String> items)
            throws Exception {
        byte[] body = after(">>", items).collect(Collectors.joining()).getBytes(UTF_8);
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(body));
        SignedUrl signed = signed(text("method", method, items), text("as", target, items), items)
                .headers(headers(items, md5, ">", ">-"));
        URI url = anonymous ? URI.create(server().endpoint() + target) : v1 ? signed.v1() : signed.v4();
        if (items.stream().anyMatch(item -> item.startsWith("@as="))) {
            url = URI.create(server().endpoint() + target + "?" + url.getRawQuery());
        }
        for (String change : after("@url ", items).toList()) {
            String[] texts = change.split(" -> ?", 2);
            String before = url.toString();
            assertThat(before).containsPattern(texts[0]);
            url = URI.create(before.replaceAll(texts[0], texts[1]));
        }
        HttpRequest.BodyPublisher content = body.length == 0 && !v1 && !anonymous
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body);
        return Http.send(method, url, content, headers(items, md5, ">", ">+"));
    }

    /** Returns the last text of the name that says how the request is signed. */
    private static String text(String name, String otherwise, List<String> items) {
        return after("@" + name + "=", items).reduce(otherwise, (one, other) -> other);
    }

    private SignedUrl signed(String method, String target, List<String> items) {
        Matcher parts = match(TARGET, target);
        SignedUrl url = parts.group(1).isEmpty()
                ? SignedUrl.ofService(server(), method)
                : SignedUrl.of(server(), method, parts.group(1), Objects.requireNonNullElse(parts.group(2), ""));
        if (parts.group(3) != null) {
            for (String parameter : parts.group(3).split("&", -1)) {
                String[] pair = parameter.split("=", 2);
                url.parameter(pair[0], pair.length == 1 ? "" : pair[1]);
            }
        }
        after("@key=", items).map(key -> key.split(":", 2)).forEach(key -> url.accessKey(key[0], key[1]));
        after("@token=", items).forEach(url::token);
        after("@region=", items).forEach(url::region);
        after("@product=", items).forEach(url::product);
        after("@expires=", items).forEach(url::expires);
        after("@additional=", items).forEach(url::additional);
        return url.signedAt(signedAt(items));
    }

    private Instant signedAt(List<String> items) {
        return now().plus(Duration.parse(text("at", "PT0S", items)));
    }

    private Instant now() {
        return clock == null ? Instant.now() : clock.instant();
    }

    private Http.Response form(String target, boolean v1, boolean anonymous, List<String> items) {
        PostForm form = PostForm.to(server()).signedAt(signedAt(items));
        after("@key=", items).map(key -> key.split(":", 2)).forEach(key -> form.accessKey(key[0], key[1]));
        after("@token=", items).forEach(form::token);
        after("@region=", items).forEach(form::region);
        after("=? ", items).forEach(form::condition);
        List<String> parts = new ArrayList<>(items.stream()
                .filter(item -> item.startsWith("=") && !item.startsWith("=?"))
                .toList());
        if (parts.stream().allMatch(part -> part.startsWith("= "))) {
            parts.add("=file");
        }
        boolean signed = anonymous;
        for (String part : parts) {
            if (part.startsWith("= ")) {
                String[] field = part.substring(2).split(": |:$", 2);
                form.field(field[0], field[1]);
                continue;
            }
            if (!signed) {
                signed = true;
                PostForm ignored = v1 ? form.signedV1() : form.signedV4();
            }
            if (!part.equals("=none")) {
                String[] file = (part + "  ").split(" ", 3);
                String type = file[2].isBlank() ? "" : "Content-Type: " + file[2].strip() + "\r\n";
                form.part("name=\"file\"; filename=\"" + file[1] + "\"", type, "content".getBytes(UTF_8));
            }
        }
        form.raw("--" + PostForm.BOUNDARY + "--\r\n");
        return form.sendTo(
                URI.create(server().endpoint() + target),
                "multipart/form-data; boundary=" + PostForm.BOUNDARY,
                headers(items, "", ">"));
    }

    private String refusal(String requestId) {
        String line = "";
        while (!line.contains(requestId + " refused: ")) {
            try {
                line = Objects.requireNonNull(lines.poll(10, TimeUnit.SECONDS), requestId);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return line;
    }

    private void check(String description, Http.Response response, String item) {
        String[] words = (item + " ").split(" ", 2);
        String text = words[1].strip();
        switch (words[0]) {
            case "body" -> assertThat(response.text()).as(description).isEqualTo(text);
            case "has" -> assertThat(response.text()).as(description).contains(text);
            case "lacks" -> assertThat(response.text()).as(description).doesNotContain(text);
            case "refused" ->
                assertThat(refusal(response.header("x-oss-request-id")))
                        .as(description)
                        .matches("[0-9T:-]{19}\\.000Z [0-9A-F]{24} refused: "
                                + Stream.of(text.split("…", -1))
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining("[ -~]*")))
                        .doesNotContain("CONFIDENTIAL");
            case "ends" -> assertThat(response.text()).as(description).endsWith(text);
            case "all" -> {
                String[] expected = text.split("=", 2);
                assertThat(Pattern.compile("<" + expected[0] + ">(.*?)</" + expected[0] + ">")
                                .matcher(response.text())
                                .results()
                                .map(found -> found.group(1))
                                .collect(Collectors.joining(", ")))
                        .as(description)
                        .isEqualTo(expected[1]);
            }
            default -> {
                Matcher parts = match(COMPARISON, item);
                String name = parts.group(1);
                String value = parts.group(2).startsWith(":") ? response.header(name) : response.element(name);
                switch (parts.group(3)) {
                    case "~" -> assertThat(value).as(description).matches(parts.group(4));
                    case ">" -> {
                        assertThat(value).as(description).isNotEmpty();
                        texts.put(parts.group(4), value);
                    }
                    default -> assertThat(value).as(description).isEqualTo(parts.group(4));
                }
            }
        }
    }
}
