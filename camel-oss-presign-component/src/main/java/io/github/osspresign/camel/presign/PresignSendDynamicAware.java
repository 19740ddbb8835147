package io.github.osspresign.camel.presign;

import io.github.osspresign.error.Quoted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * Lets {@code toD} use one endpoint for all buckets, keys and other values that headers can carry: they travel as
 * headers, and only while the endpoint works on the message.
 */
@SendDynamic("presign")
public class PresignSendDynamicAware extends SendDynamicAwareSupport {

    /** Stands in the endpoint URI for a bucket that comes with each message. */
    static final String BUCKET_OF_MESSAGE = "bucket-of-message";

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        Map<String, Object> properties = endpointProperties(exchange, uri);
        properties.keySet().forEach(name -> requireWritten(name, originalUri));
        return new DynamicAwareEntry(uri, originalUri, properties, Map.of());
    }

    /** A value from outside can hold the end of {@code RAW(…)} and behind it an option, such as a method. */
    private static void requireWritten(String name, String originalUri) {
        if (!originalUri.contains("?" + name + "=") && !originalUri.contains("&" + name + "=")) {
            throw new IllegalArgumentException(
                    "toD: expected only options whose names stand in the route but a value brought " + Quoted.of(name));
        }
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> properties = new LinkedHashMap<>(entry.getProperties());
        travelling(entry).keySet().forEach(field -> properties.remove(field.option()));
        properties.remove(LinkField.BUCKET_NAME.option());
        String bucket = hasDynamicBucket(entry) ? BUCKET_OF_MESSAGE : bucket(entry.getUri());
        String uri = asEndpointUri(exchange, getScheme() + ":" + bucket, properties);
        return uri.endsWith("?") ? uri.substring(0, uri.length() - 1) : uri;
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<LinkField, Object> missing = missing(exchange, entry);
        return work -> missing.forEach((field, value) -> work.getMessage().setHeader(field.header(), value));
    }

    /** Made before the headers are set, as the processor that sets them is. */
    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Set<LinkField> added = missing(exchange, entry).keySet();
        return work -> added.forEach(field -> work.getMessage().removeHeader(field.header()));
    }

    /** A header that is there already comes before an option, here as everywhere. */
    private static Map<LinkField, Object> missing(Exchange exchange, DynamicAwareEntry entry) {
        Map<LinkField, Object> missing = travelling(entry);
        missing.keySet().removeIf(field -> exchange.getMessage().getHeader(field.header()) != null);
        return missing;
    }

    /** The values of the URI that go by header; a method does not, since no header may choose one that changes things. */
    private static Map<LinkField, Object> travelling(DynamicAwareEntry entry) {
        Map<String, Object> properties = new LinkedHashMap<>(entry.getProperties());
        URISupport.resolveRawParameterValues(properties);
        Map<LinkField, Object> travelling = new LinkedHashMap<>();
        for (LinkField field : LinkField.values()) {
            Object value = properties.get(field.option());
            if (value != null && field != LinkField.METHOD && field != LinkField.BUCKET_NAME) {
                travelling.put(field, value);
            }
        }
        if (hasDynamicBucket(entry)) {
            travelling.put(LinkField.BUCKET_NAME, bucket(entry.getUri()));
        }
        return travelling;
    }

    private static boolean hasDynamicBucket(DynamicAwareEntry entry) {
        return !bucket(entry.getUri()).equals(bucket(entry.getOriginalUri()));
    }

    private static String bucket(String uri) {
        String rest = StringHelper.after(uri, ":", uri);
        return StringHelper.removeStartingCharacters(StringHelper.before(rest, "?", rest), '/');
    }
}
