"""The JDK and the class path of what is measured inside Parley."""
import os
import subprocess
from pathlib import Path

from serving import ROOT

MINIMUM = 25


def java():
    """Of PARLEY_JAVA_HOME, or the first that is new enough of those where Linux keeps them."""
    if named := os.environ.get("PARLEY_JAVA_HOME"):
        return Path(named) / "bin" / "java"
    for candidate in sorted(Path("/usr/lib/jvm").glob(f"*{MINIMUM}*/bin/java")):
        return candidate
    raise SystemExit(f"no JDK {MINIMUM} was found: name its folder in PARLEY_JAVA_HOME")


def test_class_path():
    """Of shared-model and its tests, which are compiled first."""
    target = ROOT / "shared-model" / "target"
    file = target / "class-path.txt"
    maven = ["mvn", "-q", "-Dspring-javaformat.skip", "-pl", "shared-model"]
    subprocess.run([*maven, "-am", "test-compile"], cwd=ROOT, check=True)
    subprocess.run([*maven, "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath", f"-Dmdep.outputFile={file}", "-Dmdep.includeScope=test"], cwd=ROOT, check=True)
    return os.pathsep.join([str(target / "test-classes"), str(target / "classes"), file.read_text().strip()])
