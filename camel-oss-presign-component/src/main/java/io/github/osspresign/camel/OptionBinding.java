package io.github.osspresign.camel;

import io.github.osspresign.error.Quoted;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/** Camel's option binding, with the allowed values in the message where a choice is not one of them. */
public final class OptionBinding {

    private OptionBinding() {}

    /** Something that binds options and fails as Camel's own binding does. */
    @FunctionalInterface
    public interface Binding {
        void bind() throws Exception;
    }

    /**
     * Binds the options of an endpoint.
     *
     * @throws IllegalArgumentException if an option with a fixed choice has another value
     */
    public static void bind(Binding binding, @Nullable PropertyConfigurer configurer) throws Exception {
        try {
            binding.bind();
        } catch (PropertyBindingException e) {
            Class<?> type = configurer instanceof PropertyConfigurerGetter getter && e.getPropertyName() != null
                    ? getter.getOptionType(e.getPropertyName(), true)
                    : null;
            if (type == null || !type.isEnum()) {
                throw e;
            }
            throw new IllegalArgumentException(
                    e.getPropertyName() + ": expected one of " + choices(type) + " but was " + Quoted.of(e.getValue()),
                    e);
        }
    }

    private static String choices(Class<?> type) {
        return Arrays.toString(type.getEnumConstants()).toUpperCase(Locale.ROOT);
    }
}
