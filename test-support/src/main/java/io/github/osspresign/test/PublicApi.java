// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Public types of a module with their public and protected members, in a text that is the same on every JDK. A committed
 * list of them shows each change of the API in a review.
 */
public final class PublicApi {

    private final List<Class<?>> types;

    private PublicApi(List<Class<?>> types) {
        this.types = types;
    }

    /**
     * Reads the API of compiled classes.
     *
     * @param classes folder of the class files, which the class path has too
     * @param wanted decides about top-level types
     */
    public static PublicApi of(Path classes, Predicate<Class<?>> wanted) {
        try (Stream<Path> files = Files.walk(classes)) {
            return new PublicApi(files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> type(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .filter(type -> isVisible(type) && wanted.test(outermost(type)))
                    .sorted(Comparator.comparing(Class::getName))
                    .collect(Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the classes", e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("class is not on the class path: " + name, e);
        }
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return enclosing == null ? type : outermost(enclosing);
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && Modifier.isPublic(type.getModifiers())
                && (enclosing == null || isVisible(enclosing));
    }

    /** Returns the list: a line for each type, followed by an indented line for each of its members. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types) {
            lines.add(withoutJavaLang(heading(type)));
            members(type).stream()
                    .filter(member -> !isOfEveryObject(member))
                    .map(member -> "    " + withoutJavaLang(text(type, member)))
                    .distinct()
                    .sorted()
                    .forEach(lines::add);
        }
        return lines;
    }

    /** Returns the number of types. */
    public int size() {
        return types.size();
    }

    /** Returns the names of all types in signatures, without those of {@code java.base}. */
    public Set<String> typesInSignatures() {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : types) {
            collect(type.getGenericSuperclass(), names);
            collect(type.getGenericInterfaces(), names);
            for (Member member : members(type)) {
                if (member instanceof Field field) {
                    collect(field.getGenericType(), names);
                } else if (member instanceof Executable executable) {
                    collect(executable.getGenericParameterTypes(), names);
                    collect(executable.getGenericExceptionTypes(), names);
                    collect(executable instanceof Method method ? method.getGenericReturnType() : null, names);
                }
            }
        }
        return names;
    }

    private static void collect(Type[] types, Set<String> names) {
        Arrays.stream(types).forEach(type -> collect(type, names));
    }

    private static void collect(@Nullable Type type, Set<String> names) {
        if (type instanceof Class<?> named) {
            Class<?> element = named;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (!element.isPrimitive() && element.getModule() != Object.class.getModule()) {
                names.add(element.getName());
            }
        } else if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), names);
            collect(generic.getActualTypeArguments(), names);
        } else if (type instanceof GenericArrayType array) {
            collect(array.getGenericComponentType(), names);
        } else if (type instanceof WildcardType wildcard) {
            collect(wildcard.getUpperBounds(), names);
            collect(wildcard.getLowerBounds(), names);
        } else if (type instanceof TypeVariable<?> variable) {
            Arrays.stream(variable.getBounds())
                    .filter(bound -> bound instanceof Class<?>)
                    .forEach(bound -> collect(bound, names));
        }
    }

    private static List<Member> members(Class<?> type) {
        List<Member> members = new ArrayList<>();
        members.addAll(List.of(type.getDeclaredConstructors()));
        members.addAll(List.of(type.getDeclaredMethods()));
        members.addAll(List.of(type.getDeclaredFields()));
        boolean extensible = !Modifier.isFinal(type.getModifiers());
        members.removeIf(member -> member.isSynthetic()
                || !(Modifier.isPublic(member.getModifiers())
                        || (extensible && Modifier.isProtected(member.getModifiers()))));
        return members;
    }

    /** They are on every object, and say nothing about a type. */
    private static boolean isOfEveryObject(Member member) {
        return member instanceof Method method
                && switch (method.getName()) {
                    case "equals" -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
                    case "hashCode", "toString" -> method.getParameterCount() == 0;
                    default -> false;
                };
    }

    private static String withoutJavaLang(String line) {
        return line.replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
    }

    private static String heading(Class<?> type) {
        StringJoiner heading = new StringJoiner(" ");
        String kind = type.isRecord()
                ? "record"
                : type.isEnum()
                        ? "enum"
                        : type.isAnnotation() ? "@interface" : type.isInterface() ? "interface" : "class";
        if (kind.equals("class")) {
            modifiers(type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL), heading);
        }
        if (type.isSealed()) {
            heading.add("sealed");
        }
        heading.add(kind).add(type.getName() + variables(type.getTypeParameters()));
        Class<?> parent = type.getSuperclass();
        if (kind.equals("class") && parent != null && parent != Object.class) {
            heading.add("extends").add(type.getGenericSuperclass().getTypeName());
        }
        Type[] parents = type.getGenericInterfaces();
        if (parents.length > 0) {
            heading.add(type.isInterface() ? "extends" : "implements")
                    .add(Arrays.stream(parents).map(Type::getTypeName).collect(Collectors.joining(", ")));
        }
        return heading.toString();
    }

    private static void modifiers(int modifiers, StringJoiner text) {
        if (modifiers != 0) {
            text.add(Modifier.toString(modifiers));
        }
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(TypeVariable::getName).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String text(Class<?> type, Member member) {
        StringJoiner text = new StringJoiner(" ");
        int shown = Modifier.PROTECTED
                | Modifier.STATIC
                | Modifier.ABSTRACT
                | (member instanceof Field ? Modifier.FINAL : 0);
        modifiers(member.getModifiers() & (type.isInterface() ? shown & ~Modifier.ABSTRACT : shown), text);
        if (member instanceof Field field) {
            return text.add(named(field.getAnnotatedType()))
                    .add(field.getName() + constant(field))
                    .toString();
        }
        Executable executable = (Executable) member;
        if (executable instanceof Method method) {
            if (type.isInterface() && method.isDefault()) {
                text.add("default");
            }
            text.add(named(method.getAnnotatedReturnType()));
        }
        String name = executable instanceof Constructor<?> ? "new" : executable.getName();
        String parameters = Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(PublicApi::named)
                .collect(Collectors.joining(", ", "(", ")"));
        text.add(variables(executable.getTypeParameters()) + name + parameters);
        Type[] thrown = executable.getGenericExceptionTypes();
        if (thrown.length > 0) {
            text.add("throws")
                    .add(Arrays.stream(thrown).map(Type::getTypeName).sorted().collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    /** Constants are compiled into their users, so that another value is another API. */
    private static String constant(Field field) {
        boolean constant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return constant ? " = " + field.get(null) : "";
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("public constant cannot be read: " + field.getName(), e);
        }
    }

    private static String named(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "")
                + type.getType().getTypeName();
    }
}
