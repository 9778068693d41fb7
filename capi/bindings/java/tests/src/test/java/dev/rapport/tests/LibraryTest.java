package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rapport.Rapport;
import dev.rapport.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the shared library comes from; each case is a program of its own. */
@EnabledOnOs(OS.LINUX)
class LibraryTest {
  private static final Path LIBRARIES = Path.of(System.getProperty("rapport.libraries"));
  private static final String NAME = "librapport.so.0";

  @TempDir Path folder;

  /** What the programs run. */
  public static final class Program {
    public static void main(String[] arguments) throws IOException {
      try {
        System.out.println("version " + Rapport.version());
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
          if (line.contains("r-x") && line.matches(".*(/jna\\d+|rapport\\.so).*")) {
            System.out.println("from " + line.replaceFirst("^\\S+ \\S+ \\S+ \\S+ \\S+ +", ""));
          }
        }
      } catch (UnsatisfiedLinkError e) {
        System.out.println(e.getMessage());
        try {
          RuleSet.loadDefault();
        } catch (UnsatisfiedLinkError again) {
          System.out.println("again: " + again.getMessage().equals(e.getMessage()));
        }
      }
    }
  }

  @Test
  void thePackageCarriesIt() throws Exception {
    String output = run(classPath(), Map.of());
    assertTrue(output.startsWith("version " + Rapport.version()), output);
    assertTrue(output.contains("(deleted)"), output); // the copy is gone while it is in use
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(p -> p.toString().contains("jna")).toList());
    }
  }

  @Test
  void theVariableComesFirst() throws Exception {
    String chosen = LIBRARIES.resolve(NAME).toString();
    String output = run(classPath(), Map.of("RAPPORT_LIBRARY", chosen));
    assertTrue(output.contains("version "), output);
    assertTrue(output.contains("from " + Path.of(chosen).toRealPath()), output);
  }

  @Test
  void theVariableMayNotBeWrong() throws Exception {
    String output = run(classPath(), Map.of("RAPPORT_LIBRARY", "/no/such/library"));
    assertTrue(
        output.startsWith(
            "cannot load Rapport: RAPPORT_LIBRARY names no file: /no/such/library"), output);
    assertTrue(output.contains("again: true"), output);
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    output = run(classPath(), Map.of("RAPPORT_LIBRARY", text.toString()));
    assertTrue(output.startsWith("cannot load Rapport: "), output);
  }

  @Test
  void anotherAbiVersionIsRefused() throws Exception {
    Path other = Path.of(System.getProperty("rapport.other"));
    assumeTrue(Files.exists(other), "no compiler made it");
    String output = run(classPath(), Map.of("RAPPORT_LIBRARY", other.toString()));
    assertTrue(output.contains("has ABI version 7, and this binding needs 0"), output);
  }

  @Test
  void theSystemComesLast() throws Exception {
    List<String> bare = new ArrayList<>();
    for (String entry : classPath()) {
      boolean carries = entry.endsWith(".jar") && has(entry, "linux-x86-64/" + NAME);
      bare.add(carries ? without(entry, "linux-x86-64/") : entry);
    }
    assertFalse(bare.equals(classPath()));
    String output = run(bare, Map.of("LD_LIBRARY_PATH", LIBRARIES.toString()));
    assertTrue(output.contains("from " + LIBRARIES.resolve(NAME).toRealPath()), output);
    output = run(bare, Map.of());
    assertTrue(output.contains("the system finds no " + NAME), output);
  }

  private String run(List<String> classPath, Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, "-Xmx64m", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + folder,
        "-Djna.tmpdir=" + folder, "-cp", String.join(":", classPath), Program.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    Path errors = folder.resolve("errors.txt"); // newer versions of Java warn about native code
    builder.redirectError(errors.toFile());
    builder.environment().remove("RAPPORT_LIBRARY");
    builder.environment().remove("LD_LIBRARY_PATH");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output + Files.readString(errors));
    return output;
  }

  private static List<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(path.split(":"));
  }

  private static boolean has(String jar, String entry) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.getEntry(entry) != null;
    }
  }

  private String without(String jar, String prefix) throws IOException {
    Path copy = folder.resolve("bare.jar");
    try (JarFile file = new JarFile(jar);
        OutputStream stream = Files.newOutputStream(copy);
        JarOutputStream out = new JarOutputStream(stream)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().startsWith(prefix)) continue;
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream in = file.getInputStream(entry)) {
          in.transferTo(out);
        }
      }
    }
    return copy.toString();
  }
}
