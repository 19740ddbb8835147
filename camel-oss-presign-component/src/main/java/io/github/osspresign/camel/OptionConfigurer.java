package io.github.osspresign.camel;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/** Sets options with the generated configurer of a component or endpoint, but parses durations with {@link DurationText}. */
public final class OptionConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private static final String BEAN_REFERENCE = "#";

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter options;

    /** Returns a configurer that parses durations, or the given one if it does not know the types of its options. */
    public static @Nullable PropertyConfigurer of(@Nullable PropertyConfigurer generated) {
        return generated instanceof PropertyConfigurerGetter options
                ? new OptionConfigurer(generated, options)
                : generated;
    }

    private OptionConfigurer(PropertyConfigurer generated, PropertyConfigurerGetter options) {
        this.generated = generated;
        this.options = options;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        boolean duration = isTextOrNumber(value) && options.getOptionType(name, ignoreCase) == Duration.class;
        return generated.configure(
                context, target, name, duration ? DurationText.parse(name, value.toString()) : value, ignoreCase);
    }

    /** Returns whether Camel would convert a value to a duration. References to beans are resolved first. */
    static boolean isTextOrNumber(Object value) {
        return value instanceof Number
                || (value instanceof CharSequence text && !text.toString().startsWith(BEAN_REFERENCE));
    }

    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        return options.getOptionType(name, ignoreCase);
    }

    @Override
    public String @Nullable [] getAutowiredNames() {
        return options.getAutowiredNames();
    }

    @Override
    public @Nullable Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return options.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return options.getOptionValue(target, name, ignoreCase);
    }
}
