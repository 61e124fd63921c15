"""OGP's policy areas, key → English name, as read on 2026-11-23 from its public glossary.

Source: opengovpartnership.org/glossary-cat/policy-areas (read in part; the rest is recalled). OGP reviews the
list every year; members add their own in `policy_areas` of site.yaml.
"""

from __future__ import annotations

NAMES = (
    "Access to Justice; Aid; Anti-Corruption; Anti-Corruption Institutions; Anti-Corruption Strategies; "
    "Artificial Intelligence; Asset Disclosure; Audits and Controls; Automated Decision-Making; Beneficial Ownership; "
    "Biodiversity; Capacity Building; Civic Education; Civic Space; Climate Finance; "
    "Climate Mitigation and Adaptation; "
    "Conflicts of Interest; Data Stewardship and Privacy; Defending Journalists and Activists; "
    "Democratizing Decision-Making; Digital Governance; Digital Inclusion; Digital Transformation; E-petitions; "
    "Education; Elections; Environment and Climate; Extractive Industries; Fiscal Openness; Freedom of Assembly; "
    "Freedom of Association; Gender; Health and Nutrition; Human Rights; Inclusion; Infrastructure and Transport; "
    "International Environmental Agreements; Judiciary; Justice; Labor; Land and Spatial Planning; Legislature; "
    "LGBTQIA+; Lobbying; Local Commitments; Mainstreaming Participation; Marginalized Communities; "
    "Media and Telecommunications; Online Civic Space; Open Contracting; Open Data; Open Justice; Open Parliament; "
    "Open Parliaments; Open Regulations; Open Science; Oversight of Budget; Participation in Budget; "
    "People with Disabilities; Policing and Corrections; Political Finance; Private Sector; Public Participation; "
    "Public Procurement; Public Service Delivery; Publication of Budget Information; Records Management; "
    "Regulatory Governance; Right to Information; Science and Technology; Security and Public Safety; "
    "Social Accountability; Stimulus and Economic Recovery; Sustainable Development Goals; Tax; "
    "Water, Sanitation and Hygiene; Whistleblower Protections; Youth"
)


def key(name: str) -> str:
    """The key of a policy area's name."""
    kept = "".join(char if char.isalnum() else " " for char in name.lower())
    return "-".join(kept.split())


POLICY_AREAS: dict[str, str] = {key(name): name for name in NAMES.split("; ")}
