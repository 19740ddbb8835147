// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Links of the components to objects below a random prefix of the bucket, and plain requests through these links. */
final class LiveBucket implements AutoCloseable {

    /** Component that signs now. */
    static final String NOW = "presign";
    /** Component that signs with the time of an hour ago. */
    static final String HOUR_AGO = "hour-ago";
    /** Component that signs with the time in an hour. */
    static final String IN_AN_HOUR = "in-an-hour";
    /** Component that signs with temporary credentials. */
    static final String TEMPORARY = "temporary";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LiveSettings settings;
    private final LiveExchanges exchanges;
    private final String prefix = "camel-oss-presign-live/" + UUID.randomUUID() + "/";
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Set<String> stored = new HashSet<>();
    /** May also have names of objects whose upload was refused. */
    private final Set<String> written = new LinkedHashSet<>();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    LiveBucket(LiveSettings settings, LiveExchanges exchanges) {
        this.settings = settings;
        this.exchanges = exchanges;
        add(NOW, settings.keys(), Duration.ZERO);
        add(HOUR_AGO, settings.keys(), Duration.ofHours(-1));
        add(IN_AN_HOUR, settings.keys(), Duration.ofHours(1));
        if (settings.temporary() != null) {
            add(TEMPORARY, settings.temporary(), Duration.ZERO);
        }
        OssPresignedComponent transfers = new OssPresignedComponent();
        transfers.getConfiguration().setAllowedHosts(settings.domain());
        if (settings.endpoint() != null) {
            transfers.getConfiguration().setAllowInternalEndpoints(true);
            transfers.getConfiguration().setAllowPrivateAddresses(true);
        }
        transfers.setLocalDevelopment(!settings.real());
        context.addComponent("osspresigned", transfers);
        context.start();
        template = context.createProducerTemplate();
    }

    private void add(String scheme, LiveSettings.Keys keys, Duration offset) {
        PresignComponent component = new PresignComponent();
        component.setClock(Clock.offset(Clock.systemUTC(), offset));
        component.setAllowedKeyPrefixes(prefix);
        component.setAllowedMethods("GET,HEAD,PUT,POST,DELETE");
        if (settings.domain() != null) {
            component.setDomains(settings.bucket() + "=" + settings.domain());
        }
        PresignConfiguration options = component.getConfiguration();
        options.setRegion(settings.region());
        options.setEndpoint(settings.endpoint());
        options.setAccessKey(keys.id());
        options.setSecretKey(keys.secret());
        options.setSessionToken(keys.token());
        context.addComponent(scheme, component);
    }

    String camelVersion() {
        return context.getVersion();
    }

    /** Returns the key of an object of this run. */
    String key(String name) {
        return prefix + name;
    }

    /** Returns the key of an object that the test may write, and deletes it at the end. */
    String writtenKey(String name) {
        written.add(name);
        return key(name);
    }

    /** Returns the URI of an endpoint for the bucket. */
    String uri(String scheme, String options) {
        return scheme + ":" + settings.bucket() + "?" + options;
    }

    /** Returns the message after an endpoint. Throws if the exchange fails. */
    Message send(String uri, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = template.send(uri, input -> {
            input.getMessage().setBody(body);
            input.getMessage().setHeaders(new LinkedHashMap<>(headers));
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }

    /** Returns the message that an endpoint of {@code presign:} makes for an object that the test may write. */
    Message signed(String uri, Object body, String name) throws Exception {
        return send(uri, body, Map.of(PresignConstants.OBJECT_KEY, writtenKey(name)));
    }

    PresignedLink link(String method, String name) throws Exception {
        return link(method, name, "");
    }

    PresignedLink link(String method, String name, String options) throws Exception {
        return link(NOW, method, name, options);
    }

    PresignedLink link(String scheme, String method, String name, String options) throws Exception {
        String uri = uri(scheme, "method=" + method + (options.isEmpty() ? "" : "&" + options));
        Message message = method.equals("PUT")
                ? signed(uri, null, name)
                : send(uri, null, Map.of(PresignConstants.OBJECT_KEY, key(name)));
        return message.getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    /** Stores an object unless it is stored already. */
    void store(String name, byte[] content, String type) throws Exception {
        if (!stored.contains(name)) {
            put(link("PUT", name, "header.Content-Type=" + type), content).expect(200);
            stored.add(name);
        }
    }

    ServiceResponse put(PresignedLink link, byte[] content, String... headers) throws Exception {
        return request(link, BodyPublishers.ofByteArray(content), headers);
    }

    /** @param headers names and values that are sent in addition to those that the link requires, or instead of them */
    ServiceResponse request(PresignedLink link, String... headers) throws Exception {
        return request(link, BodyPublishers.noBody(), headers);
    }

    private ServiceResponse request(PresignedLink link, BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link.url()));
        link.requiredHeaders().forEach((name, value) -> {
            // The client sets this one itself.
            if (!name.equalsIgnoreCase("host")) {
                request.setHeader(name, value);
            }
        });
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return exchange(request.method(link.method(), body));
    }

    /** Sends a request for the method to a URL that a test has changed. */
    ServiceResponse request(String method, String url) throws Exception {
        return exchange(HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()));
    }

    ServiceResponse exchange(HttpRequest.Builder request) throws Exception {
        return exchange(request, Map.of());
    }

    /** @param form fields of the form that the request sends, or none */
    ServiceResponse exchange(HttpRequest.Builder request, Map<String, String> form) throws Exception {
        HttpRequest sent = request.timeout(TIMEOUT).build();
        ServiceResponse response = new ServiceResponse(http.send(sent, BodyHandlers.ofByteArray()));
        exchanges.add(sent, form, response);
        return response;
    }

    /** Deletes all objects of this run, and returns the number of those that may remain. */
    int deleteAll() {
        int left = 0;
        for (String name : written) {
            try {
                left += request(link("DELETE", name)).status() == 204 ? 0 : 1;
            } catch (Exception e) {
                left++;
            }
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
