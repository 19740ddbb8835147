// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.io.File;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.jspecify.annotations.Nullable;

/**
 * Sets options with the generated configurer of a component or endpoint, but parses durations and whole numbers
 * with {@link OptionType}, and takes the text of a state repository as the path of its file.
 */
final class OptionConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private static final String BEAN_REFERENCE = "#";

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter options;

    /** Returns such a configurer, or the given one if it does not know the types of its options. */
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
        boolean isBound = generated.configure(context, target, name, converted(name, value, ignoreCase), ignoreCase);
        if (!isBound && target instanceof OptionsComponent component) {
            component.refuse(name);
            return true;
        }
        return isBound;
    }

    private Object converted(String name, Object value, boolean ignoreCase) {
        Class<?> type = isTextOrNumber(value) ? options.getOptionType(name, ignoreCase) : null;
        boolean isText = value instanceof CharSequence;
        if (type != null && (type == Duration.class || (isText && OptionType.isWholeNumber(type)))) {
            return OptionType.parse(name, type, value.toString());
        }
        return type == StateRepository.class
                ? FileStateRepository.fileStateRepository(new File(value.toString()))
                : value;
    }

    /** Returns whether Camel would convert a value. References to beans are resolved first. */
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

    /** Camel reads the value of an option of a component to set a part of it, such as one entry of a map. */
    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        if (target instanceof OptionsComponent component) {
            OptionType.requireParts(component, name, options.getOptionType(name, ignoreCase), component.refusal(name));
        }
        return options.getOptionValue(target, name, ignoreCase);
    }
}
