// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.options.SimpleExpression;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.error.text.Quoted;
import java.io.InputStream;
import java.io.Reader;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Optimization that lets {@code toD} use one endpoint for all buckets, keys and other values that headers can set. It sets
 * them as headers before the endpoint processes the message and removes them afterwards.
 */
@SendDynamic("presign")
public class PresignSendDynamicAware extends SendDynamicAwareSupport {

    /** Bucket of an endpoint for which each message sets the bucket. Names of real buckets have no capital letters. */
    private static final String BUCKET_OF_MESSAGE = "bucketOfMessage";

    /** Expressions but those that never read the body; many functions read it if they have no argument. */
    private static final Pattern MAY_READ_BODY =
            Pattern.compile("\\$(?:simple)?\\{(?!(?:in\\.)?headers?\\b|variables?\\b"
                    + "|exchangeProperty\\b|exchangeId\\b|date:|random\\b|uuid\\b)");

    /** Expressions by their text; an expression is initialized only once. */
    private final Map<String, Expression> expressions = new ConcurrentHashMap<>();

    /** Returns whether each message sets the bucket of an endpoint. */
    static boolean isBucketOfMessage(String bucketName) {
        return bucketName.equals(BUCKET_OF_MESSAGE);
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        // Camel has resolved the properties in the other URI only.
        String written = EndpointHelper.resolveEndpointUriPropertyPlaceholders(exchange.getContext(), originalUri);
        requireNoPlaceholder(exchange, written);
        Map<String, Object> properties = new LinkedHashMap<>(endpointProperties(exchange, uri));
        properties.forEach((name, value) -> requireInRoute(name, value, written));

        Map<LinkField, Object> values = values(exchange, written, properties);
        values.keySet().forEach(field -> properties.remove(field.option()));
        properties.remove(LinkField.BUCKET_NAME.option());
        if (hasDynamicBucket(uri, written)) {
            values.put(LinkField.BUCKET_NAME, bucket(uri));
        }
        // A header that is set takes precedence over an option, as always.
        Map<String, Object> headers = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            if (!isSet(field, exchange) && !isSet(field.alternative(), exchange)) {
                headers.put(field.header(), value);
            }
        });
        return new DynamicAwareEntry(uri, written, properties, headers);
    }

    /**
     * Refuses a placeholder in a value. Camel has resolved it like those of the route, so that the link would show a property,
     * or a variable of the environment, to its sender. The values are evaluated again, because the resolved URI does not show
     * them as they were.
     */
    private void requireNoPlaceholder(Exchange exchange, String written) {
        Message message = exchange.getMessage();
        boolean readOnce = !(message.getBody() instanceof StreamCache)
                && (message.getBody() instanceof InputStream || message.getBody() instanceof Reader);
        if (readOnce && MAY_READ_BODY.matcher(written).find()) {
            throw new IllegalArgumentException(
                    "toD: beside a stream that can be read only once, an expression must be a"
                            + " header, variable, exchangeProperty, exchangeId, date, random or uuid; enable stream caching");
        }
        MessageHelper.resetStreamCache(message);
        String evaluated = expressions
                .computeIfAbsent(written, text -> SimpleExpression.of(text, exchange.getContext()))
                .evaluate(exchange, String.class);
        if (evaluated.contains(PropertiesComponent.PREFIX_TOKEN)) {
            throw new IllegalArgumentException(
                    "toD: a value must not contain '{{', which names a property of the application");
        }
    }

    /** Refuses an option that a value has injected or repeated, for example after the end of {@code RAW(…)}. */
    private static void requireInRoute(String name, Object value, String written) {
        boolean isWritten = written.contains("?" + name + "=") || written.contains("&" + name + "=");
        if (value instanceof List || !isWritten) {
            throw new IllegalArgumentException(
                    "toD: options must be written in the route, but a value contains the option " + Quoted.of(name));
        }
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        String bucket =
                hasDynamicBucket(entry.getUri(), entry.getOriginalUri()) ? BUCKET_OF_MESSAGE : bucket(entry.getUri());
        String uri = asEndpointUri(exchange, getScheme() + ":" + bucket, entry.getProperties());
        return uri.endsWith("?") ? uri.substring(0, uri.length() - 1) : uri;
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return work -> entry.getLenientProperties().forEach(work.getMessage()::setHeader);
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return work -> entry.getLenientProperties().keySet().forEach(work.getMessage()::removeHeader);
    }

    private static boolean isSet(@Nullable LinkField field, Exchange exchange) {
        return field != null && exchange.getMessage().getHeader(field.header()) != null;
    }

    /**
     * Returns the values of the options to set as headers. The method stays an option: by default a header cannot set a writing
     * one. So do options without an expression, and those that the operation does not read from a header; the endpoint uses
     * or refuses them.
     */
    private static Map<LinkField, Object> values(Exchange exchange, String written, Map<String, Object> options) {
        Map<String, Object> properties = new LinkedHashMap<>(options);
        URISupport.resolveRawParameterValues(properties);
        PresignComponent component = exchange.getContext().getComponent("presign", PresignComponent.class);
        Object operation = properties.getOrDefault(
                "operation", component.getConfiguration().getOperation());
        Set<PresignUse> uses = EnumSet.of(PresignUse.ofOption(operation.toString()));
        if ("PUT".equalsIgnoreCase(String.valueOf(properties.get("method")))) {
            uses.add(PresignUse.PUT);
        }
        Map<LinkField, Object> values = new LinkedHashMap<>();
        for (LinkField field : LinkField.values()) {
            Object value = properties.get(field.option());
            if (value != null
                    && isHeader(field, uses)
                    && !isWritten(field.option() + "=" + options.get(field.option()), written)) {
                values.put(field, value);
            }
        }
        return values;
    }

    private static boolean isHeader(LinkField field, Set<PresignUse> uses) {
        return field != LinkField.METHOD
                && field != LinkField.BUCKET_NAME
                && !uses.contains(PresignUse.RENEW)
                && PresignUse.OPTIONS.isUsed(field.option(), uses);
    }

    /** Returns whether an option and its value are written in the route, without an expression. */
    private static boolean isWritten(String option, String written) {
        return (written + "&").contains("?" + option + "&") || (written + "&").contains("&" + option + "&");
    }

    private static boolean hasDynamicBucket(String uri, String written) {
        return !bucket(uri).equals(bucket(written));
    }

    private static String bucket(String uri) {
        String rest = StringHelper.after(uri, ":", uri);
        return StringHelper.removeStartingCharacters(StringHelper.before(rest, "?", rest), '/');
    }
}
