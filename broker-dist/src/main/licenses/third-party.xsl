<?xml version="1.0" encoding="UTF-8"?>
<!-- From the bill of materials the list of what is in lib, with the licence of each. What a dependency offers under several licences may be taken under any of them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.6">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:text>Leveret is licensed under the Apache License 2.0. It is shipped with these libraries of others, unchanged, in lib:&#10;</xsl:text>
    <xsl:for-each select="/b:bom/b:components/b:component[b:group != 'io.leveret']">
      <xsl:sort select="concat(b:group, ':', b:name, ':', b:purl)"/>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
    <xsl:text>
The Apache License is in the file LICENSE beside the folder share, or in /usr/share/common-licenses/Apache-2.0; the others are in the
folder licenses beside this file. Its folders have what libraries bring along in their jars: licences of code that they contain, and
notices. The parts of Netty bring none: what they contain of others is told by NOTICE.txt in the sources of Netty,
https://github.com/netty/netty. The sources of Logback are at https://github.com/qos-ch/logback.
</xsl:text>
  </xsl:template>

  <xsl:template match="b:component">
    <xsl:text>&#10;</xsl:text>
    <xsl:value-of select="concat(b:group, ':', b:name, ' ', b:version)"/>
    <xsl:if test="contains(b:purl, 'classifier=')">
      <xsl:value-of select="concat(' ', substring-before(concat(substring-after(b:purl, 'classifier='), '&amp;'), '&amp;'))"/>
    </xsl:if>
    <xsl:text>&#10;  </xsl:text>
    <xsl:for-each select="b:licenses/b:license">
      <xsl:if test="position() &gt; 1"> or </xsl:if>
      <xsl:value-of select="b:id | b:name"/>
    </xsl:for-each>
    <xsl:value-of select="b:licenses/b:expression"/>
    <xsl:for-each select="b:externalReferences/b:reference[@type = 'website'][1]">
      <xsl:value-of select="concat('&#10;  ', b:url)"/>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
