// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.link.url.UrlMask;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Component that sets options with {@link OptionConfigurer} and {@link OptionBinding}. */
public abstract class OptionsComponent extends HealthCheckComponent {

    private final AtomicBoolean hasReported = new AtomicBoolean();

    @Override
    public void setCamelContext(CamelContext camelContext) {
        CamelVersion.requireSupported(camelContext);
        super.setCamelContext(camelContext);
    }

    /** Reports an option that is set and has no effect with {@code localDevelopment}: once, not for each endpoint. */
    protected final void reportUnused(Logger log, String option) {
        if (hasReported.compareAndSet(false, true)) {
            log.info("localDevelopment: the option {} is set and not used", option);
        }
    }

    /** Why an option of this component was not bound, {@code null} if all were. */
    private volatile @Nullable String refusal;

    /** Returns why an option of the component or of its endpoints must not be bound, {@code null} if it may be. */
    protected @Nullable String refusal(String option) {
        return null;
    }

    /** Refuses an option that this component does not have, which its start reports: Camel would show the value. */
    void refuse(String option) {
        String reason = refusal(option);
        refusal = reason == null ? unknown(option) : reason;
        // Camel logs the properties that it has bound, and hides the values of these words.
        ExtendedCamelContext context = getCamelContext().getCamelContextExtension();
        context.setAdditionalSensitiveKeywords(
                Objects.requireNonNullElse(context.getAdditionalSensitiveKeywords(), "") + "," + option);
    }

    private String unknown(String option) {
        String nearest = nearest(option.substring(option.lastIndexOf('.') + 1));
        return option + ": is not an option" + (nearest == null ? "" : "; the nearest one is " + nearest);
    }

    private @Nullable String nearest(String option) {
        return NearestName.of(
                option,
                getCamelContext()
                        .getCamelContextExtension()
                        .getEndpointUriFactory(getDefaultName())
                        .propertyNames());
    }

    /** Returns the default options of the endpoints of this component. */
    protected abstract Object getConfiguration();

    /** Fails if an option of this component was refused. */
    protected void requireNoRefusal() {
        if (refusal != null) {
            throw new IllegalArgumentException("camel.component." + getDefaultName() + "." + refusal);
        }
    }

    @Override
    protected void doStart() throws Exception {
        requireNoRefusal();
        super.doStart();
    }

    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
        return OptionConfigurer.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public @Nullable PropertyConfigurer getEndpointPropertyConfigurer() {
        return OptionConfigurer.of(super.getEndpointPropertyConfigurer());
    }

    /** Binds options of an endpoint. Only properties can set parts of an option by an index. */
    @Override
    protected void setProperties(Endpoint endpoint, Map<String, Object> parameters) throws Exception {
        Map<String, Object> parts = new HashMap<>(parameters);
        parts.keySet().removeIf(option -> !option.contains("["));
        validateParameters(endpoint.getEndpointUri(), parts, null);
        OptionBinding.bind(() -> super.setProperties(endpoint, parameters), getEndpointPropertyConfigurer());
    }

    /**
     * Refuses options of the component in the URI of an endpoint, of which Camel would only say that they are unknown, and
     * unknown options, whose values Camel would show, with the nearest one.
     */
    @Override
    protected void validateParameters(String uri, Map<String, Object> unknown, @Nullable String prefix) {
        for (String option : unknown.keySet()) {
            if (getComponentPropertyConfigurer() instanceof PropertyConfigurerGetter getter
                    && getter.getOptionType(option, true) != null) {
                throw new IllegalArgumentException(option + ": must be set on the component, as camel.component."
                        + getDefaultName() + "." + option + ", was set on an endpoint");
            }
        }
        if (!unknown.isEmpty()) {
            // Camel rethrows this exception unchanged. To any other it adds the URI with the values of unknown options.
            throw new NoSuchEndpointException(URISupport.stripQuery(uri), reason(unknown.keySet()));
        }
    }

    private String reason(Set<String> unknown) {
        for (String option : unknown) {
            if (nearest(option) != null) {
                return unknown(option);
            }
        }
        return unknown.stream()
                .map(option -> option + "=" + UrlMask.HIDDEN)
                .collect(Collectors.joining(
                        ", ", "check the parameters that couldn't be set. Unknown parameters=[{", "}]"));
    }
}
